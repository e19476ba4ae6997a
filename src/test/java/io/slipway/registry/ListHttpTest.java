package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `tags/list` and `_catalog`.
class ListHttpTest extends ProtocolHttpBase {

    private static final List<String> TAGS = List.of("1.0", "2.0", "A", "Z", "_x", "a", "a-b", "a.b", "b");
    private static final AtomicInteger LISTERS = new AtomicInteger();

    @Test
    void listsTagsInAsciiOrder() {
        pushTags();

        Reply reply = repository.client().get(tags(""));

        assertStatus(reply, 200);
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.json().path("name").asString()).isEqualTo(repository.name());
        assertThat(names(reply, "tags")).isEqualTo(TAGS);
        assertThat(reply.header("Link")).isEmpty();
    }

    @Test
    void pagesTags() {
        pushTags();

        assertThat(pages(tags("?n=4"), "tags")).isEqualTo(TAGS);
        assertThat(names(repository.client().get(tags("?n=2&last=A")), "tags")).containsExactly("Z", "_x");
        assertThat(names(repository.client().get(tags("?last=a.b")), "tags")).containsExactly("b");
        assertThat(names(repository.client().get(tags("?last=aa")), "tags")).containsExactly("b");
        assertThat(names(repository.client().get(tags("?last=b")), "tags")).isEmpty();
        assertThat(repository.client().get(tags("?n=9")).header("Link")).isEmpty();
        assertThat(repository.client().get(tags("?last=%00")).status()).isIn(200, 400);
    }

    @Test
    @Tag("C10")
    void givesNothingWhereNothingIsWanted() {
        pushTags();

        for (String path : List.of(tags("?n=0"), tags("?n=000&last=A"))) {
            Reply reply = repository.client().get(path);

            assertStatus(reply, 200);
            assertThat(names(reply, "tags")).isEmpty();
            assertThat(reply.json().path("tags").isArray()).isTrue();
            assertThat(reply.header("Link")).isEmpty();
        }
    }

    @ParameterizedTest
    @Tag("C10")
    @ValueSource(strings = {"-1", "abc", "", "1.5", "%31%30a", "0x10", "1e3", "+", "٣"})
    void refusesANumberThatIsNone(String n) {
        pushTags();
        String encoded = n.startsWith("%") ? n : RegistryClient.encode(n);

        assertRefused(repository.client().get(tags("?n=" + encoded)), 400, "SIZE_INVALID");
        assertRefused(owner().get("/v2/_catalog?n=" + encoded), 400, "SIZE_INVALID");
    }

    @Test
    @Tag("C10")
    void givesNoMoreThanTenThousandTags() {
        repository.pushImage("0");
        jdbc.sql("INSERT INTO content.tag (repository_id, name, manifest_id, updated_by)"
                        + " SELECT repository_id, 't' || lpad(i::text, 5, '0'), manifest_id, updated_by"
                        + " FROM content.tag, generate_series(1, 10000) i WHERE repository_id = ?")
                .param(repositoryId(repository))
                .update();

        for (String n : List.of("", "?n=10001", "?n=1000000000000", "?n=" + "9".repeat(4_000))) {
            Reply reply = repository.client().get(tags(n));

            assertThat(names(reply, "tags")).hasSize(10_000).endsWith("t09999");
            assertThat(names(repository.client().get(next(reply)), "tags")).containsExactly("t10000");
        }
        assertThat(repository.client().get(tags("?n=10000")).header("Link")).isPresent();
    }

    @Test
    void listsNoTagsOfAMissingRepository() {
        assertRefused(repository.client().get(tags("")), 404, "NAME_UNKNOWN");
    }

    @Test
    void listsNoTagsOfARepositoryThatHasOnlyUntaggedManifests() {
        ManifestBuilder image = ManifestBuilder.aManifest();
        repository.push("{}".getBytes());
        repository.put(ManifestBuilder.digest(image.bytes()), image);

        Reply reply = repository.client().get(tags(""));

        assertStatus(reply, 200);
        assertThat(reply.json().path("tags").isArray()).isTrue();
        assertThat(names(reply, "tags")).isEmpty();
    }

    @Test
    void pagesTheCatalogue() {
        String lister = "lister" + LISTERS.incrementAndGet();
        RegistryClient credentials = person(lister);
        List<String> pushed = new ArrayList<>();
        for (String part : List.of("a", "a-b", "a/b", "b", "c.d")) {
            RepositoryClient.of(credentials, lister + "/" + part).pushImage("v1");
            pushed.add(lister + "/" + part);
        }
        RepositoryClient.of(credentials, lister + "/unfinished").startUpload();
        repository = new RepositoryClient(credentials.asking("registry:catalog:*"), "none");

        // public repositories of other tests are listed, too
        Predicate<String> own = name -> name.startsWith(lister + "/");
        assertThat(names(repository.client().get("/v2/_catalog"), "repositories"))
                .filteredOn(own)
                .isEqualTo(pushed);
        assertThat(pages("/v2/_catalog?n=2", "repositories")).filteredOn(own).isEqualTo(pushed);
        String last = "&last=" + RegistryClient.encode(lister + "/a-b");
        assertThat(names(repository.client().get("/v2/_catalog?n=1" + last), "repositories"))
                .containsExactly(lister + "/a/b");
        Reply nothing = repository.client().get("/v2/_catalog?n=0");
        assertThat(names(nothing, "repositories")).isEmpty();
        assertThat(nothing.header("Link")).isEmpty();
    }

    private void pushTags() {
        ManifestBuilder image = repository.pushImage("b");
        String all = "?tag=" + String.join("&tag=", TAGS.reversed());
        assertStatus(repository.put(ManifestBuilder.digest(image.bytes()) + all, image), 201);
    }

    private String tags(String query) {
        return repository.path("/tags/list" + query);
    }

    private List<String> pages(String path, String field) {
        List<String> all = new ArrayList<>();
        Reply page = repository.client().get(path);
        while (page.header("Link").isPresent()) {
            assertThat(names(page, field)).isNotEmpty();
            all.addAll(names(page, field));
            page = repository.client().get(next(page));
        }
        all.addAll(names(page, field));
        return all;
    }

    private static List<String> names(Reply reply, String field) {
        assertStatus(reply, 200);
        return StreamSupport.stream(reply.json().path(field).spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
