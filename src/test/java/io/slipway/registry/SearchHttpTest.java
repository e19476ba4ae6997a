package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.Description;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// One search over names, descriptions, tags and digests: who may not see something finds no trace of it.
@Tag("A20")
@TestInstance(Lifecycle.PER_CLASS)
class SearchHttpTest extends RegistryHttpBase {

    private static final Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final String OPEN = "find-ada/kiln-frontend";
    private static final String SECRET = "find-ada/kiln-secret";
    private static final String OWN = "find-bob/team/kiln";

    private Digest open;
    private Digest secret;

    @BeforeAll
    void pushImages() {
        open = push("find-ada", OPEN, "Kiln-1.0", "latest");
        secret = push("find-ada", SECRET, "kiln-1.1", "kiln-hidden");
        push("find-bob", OWN, "kiln-2.0");
        setVisibility(OPEN, Visibility.PUBLIC);
        describe(OPEN, "Burns CLAY pots");
        describe(SECRET, "Burns clay letters, 100% of them");
    }

    @Test
    void findsPartsOfNamesAndDescriptionsAmongWhatTheCallerSees() {
        for (String words : List.of("kiln", "KILN", "il", "k l", "kiln find-")) {
            assertThat(names(anonymous(), words)).as(words).containsExactly(OPEN);
            assertThat(names(person("find-bob"), words)).as(words).containsExactly(OPEN, OWN);
            assertThat(names(person("find-ada"), words)).as(words).containsExactly(OPEN, SECRET);
            assertThat(names(administrator("find-root"), words)).as(words).containsExactly(OPEN, SECRET, OWN);
        }
        assertThat(names(person("find-ada"), "clay")).containsExactly(OPEN, SECRET);
        assertThat(names(person("find-bob"), "clay")).containsExactly(OPEN);
        assertThat(names(person("find-bob"), "letters")).isEmpty();
        assertThat(names(person("find-ada"), "pots kiln")).containsExactly(OPEN);
        assertThat(names(person("find-bob"), "team/ki")).containsExactly(OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kiln%", "kiln_f", "%%%", "' OR true --", "\\", "k*n"})
    void takesWordsLiterally(String words) {
        assertThat(names(person("find-ada"), words)).isEmpty();
    }

    @Test
    void findsAPercentSignThatIsThere() {
        assertThat(names(person("find-ada"), "100%")).containsExactly(SECRET);
    }

    @Test
    void narrowsByNamespaceAndVisibility() {
        RegistryClient root = administrator("find-root");

        assertThat(names(root, "kiln&namespace=find-ada")).containsExactly(OPEN, SECRET);
        assertThat(names(root, "kiln&namespace=find-ada&visibility=private")).containsExactly(SECRET);
        assertThat(names(root, "kiln&namespace=find-bob")).containsExactly(OWN);
        assertThat(names(root, "&namespace=find")).isEmpty();
        assertThat(names(person("find-bob"), "&namespace=find-ada")).containsExactly(OPEN);
        assertThat(names(person("find-bob"), "&namespace=find-ada&visibility=private"))
                .isEmpty();
    }

    @Test
    void tellsDockerHowManyStarsThereAre() {
        jdbc.sql("""
                        INSERT INTO content.star (principal_id, repository_id)
                        SELECT p.principal_id, r.id FROM accounts.principal_name p, content.repository r
                        WHERE p.name IN ('find-ada', 'find-bob') AND r.name = :name
                        """).param("name", OWN).update();

        assertThat(person("find-bob").get("/v1/search?q=" + OWN).json().path("results"))
                .singleElement()
                .satisfies(found -> assertThat(found.path("star_count").asInt()).isEqualTo(2));
        assertThat(person("find-bob").get("/api/v1/search?q=" + OWN).json())
                .singleElement()
                .satisfies(found -> assertThat(found.path("stars").asInt()).isEqualTo(2));
    }

    @Test
    void findsImagesByLabelsAndAnnotationsAmongWhatTheCallerSees() {
        Digest shown = label(OPEN);
        Digest hidden = label(SECRET);
        RegistryClient ada = person("find-ada");
        String key = "&type=manifests&q=label:";
        await().until(() -> digests(ada, key + "com.kiln.Team%3DPotters").size() == 2);

        for (String asked : List.of("com.kiln.team", "COM.kiln.team%3Dpotters", "kiln.noted%3D1%25", "kiln.noted")) {
            assertThat(digests(ada, key + asked)).as(asked).containsExactly(shown, hidden);
            assertThat(digests(administrator("find-root"), key + asked)).containsExactly(shown, hidden);
            assertThat(digests(person("find-bob"), key + asked)).containsExactly(shown);
            assertThat(digests(anonymous(), key + asked)).containsExactly(shown);
        }
        for (String none :
                List.of("com.kiln", "com.kiln.team%3D", "com.kiln.team%3Dpotter", "kiln.noted%3D%25", "%25")) {
            assertThat(digests(ada, key + none)).as(none).isEmpty();
        }
        Reply first = ada.get("/api/v1/search?limit=1" + key + "com.kiln.team");
        assertThat(LINK.matcher(first.header("Link").orElseThrow()).find()).isTrue();
        assertThat(anonymous()
                        .get("/api/v1/search?limit=1" + key + "com.kiln.team")
                        .header("Link"))
                .isEmpty();
        assertThat(ada.get("/api/v1/search?type=manifests&q=label:").status()).isEqualTo(400);
        assertThat(ada.get("/api/v1/search?type=manifests&q=label:a&after=x").status())
                .isEqualTo(400);
    }

    private Digest label(String name) {
        byte[] config = """
                {"os":"linux","architecture":"amd64","config":{"Labels":{"com.kiln.Team":"Potters","of":"%s"}}}""".formatted(name).getBytes(UTF_8);
        RepositoryClient here = RepositoryClient.of(person("find-ada"), name);
        here.push(config);
        byte[] layer = "layer".getBytes(UTF_8);
        here.push(layer);
        ManifestBuilder image =
                aManifest().withConfig(config).withLayer(layer).with("annotations", Map.of("kiln.noted", "1%"));
        Digest digest = ManifestBuilder.digest(image.bytes());
        assertThat(here.put(digest, image).status()).isEqualTo(201);
        return digest;
    }

    private static List<Digest> digests(RegistryClient client, String query) {
        List<Digest> found = new ArrayList<>();
        client.get("/api/v1/search?limit=50" + query)
                .json()
                .forEach(hit -> found.add(Digest.parse(hit.path("digest").asString())));
        return found;
    }

    @Test
    void putsTheLatestPushFirst() {
        push("find-bob", "find-bob/pushed-first", "1");
        push("find-bob", "find-bob/pushed-last", "1");
        jdbc.sql("UPDATE content.repository_activity SET active_at = now() - INTERVAL '1 minute' WHERE repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = 'find-bob/pushed-last')")
                .update();
        List<String> before = names(person("find-bob"), "pushed&sort=newest");
        push("find-bob", "find-bob/pushed-last", "2");

        assertThat(before).containsExactly("find-bob/pushed-first", "find-bob/pushed-last");
        assertThat(names(person("find-bob"), "pushed&sort=newest"))
                .containsExactly("find-bob/pushed-last", "find-bob/pushed-first");
    }

    @Test
    void putsTheMostPulledFirst() {
        push("find-bob", "find-bob/mug-often", "1");
        push("find-bob", "find-bob/mug-once", "1");
        push("find-ada", "find-ada/mug-secret", "1");
        pull("find-bob/mug-often", 3);
        pull("find-bob/mug-once", 1);
        pull("find-ada/mug-secret", 5);
        RegistryClient bob = person("find-bob");

        await().untilAsserted(() ->
                assertThat(names(bob, "mug&sort=pulls")).containsExactly("find-bob/mug-often", "find-bob/mug-once"));
        assertThat(paged(bob, "/api/v1/search?q=mug&limit=1&sort=pulls", "name"))
                .containsExactly("find-bob/mug-often", "find-bob/mug-once");
        await().untilAsserted(() ->
                assertThat(names(administrator("find-root"), "mug&sort=pulls")).startsWith("find-ada/mug-secret"));
        jdbc.sql("UPDATE content.repository_usage SET hour = now() - INTERVAL '31 days' WHERE repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = 'find-bob/mug-often')")
                .update();
        push("find-bob", "find-bob/mug-often", "2");
        await().untilAsserted(() ->
                assertThat(names(bob, "mug&sort=pulls")).containsExactly("find-bob/mug-once", "find-bob/mug-often"));
    }

    private void pull(String name, int times) {
        RepositoryClient client = RepositoryClient.of(person(name.substring(0, name.indexOf('/'))), name);
        for (int i = 0; i < times; i++) {
            assertThat(client.client().get(client.manifest("1")).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "newest", "pulls"})
    void pagesWithoutNamingWhatItHides(String sort) {
        List<String> paged = paged(person("find-bob"), "/api/v1/search?q=kiln&limit=1&sort=" + sort, "name");

        assertThat(paged).hasSize(2).containsExactlyInAnyOrder(OPEN, OWN);
    }

    @Test
    void findsTagsByTheirStart() {
        assertThat(tags(anonymous(), "kiln-")).containsExactly(OPEN + ":Kiln-1.0");
        assertThat(tags(person("find-bob"), "kiln-")).containsExactly(OPEN + ":Kiln-1.0", OWN + ":kiln-2.0");
        assertThat(tags(person("find-bob"), "kiln-hidden")).isEmpty();
        assertThat(tags(person("find-ada"), "KILN-1")).containsExactly(OPEN + ":Kiln-1.0", SECRET + ":kiln-1.1");
        assertThat(tags(administrator("find-root"), "kiln-"))
                .containsExactly(OPEN + ":Kiln-1.0", SECRET + ":kiln-1.1", OWN + ":kiln-2.0", SECRET + ":kiln-hidden");
        assertThat(tags(administrator("find-root"), "frontend:l")).containsExactly(OPEN + ":latest");
        for (RegistryClient client : List.of(administrator("find-root"), person("find-ada"))) {
            assertThat(paged(client, "/api/v1/search?type=tags&q=kiln&limit=1", "tag"))
                    .startsWith("Kiln-1.0", "kiln-1.1");
        }
    }

    @Test
    void findsManifestsByTheStartOfTheirDigest() {
        for (String start : List.of(open.hex().substring(0, 12), open.hex().substring(0, 21), open.toString())) {
            assertThat(manifests(anonymous(), start)).as(start).containsExactly(OPEN + "@" + open);
        }
        assertThat(manifests(anonymous(), secret.toString())).isEmpty();
        assertThat(manifests(person("find-bob"), secret.hex().substring(0, 12))).isEmpty();
        assertThat(manifests(person("find-ada"), secret.hex().substring(0, 12))).containsExactly(SECRET + "@" + secret);
        assertThat(manifests(anonymous(), "sha512:" + open.hex().substring(0, 12)))
                .isEmpty();
    }

    @Test
    void forgetsWhatIsDeleted() {
        Digest digest = push("find-bob", "find-bob/gone", "going");
        RepositoryClient client = RepositoryClient.of(person("find-bob"), "find-bob/gone");
        client.client().delete(client.manifest(digest));

        assertThat(manifests(person("find-bob"), digest.toString())).isEmpty();
        assertThat(tags(person("find-bob"), "going")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=people",
                "sort=size",
                "visibility=secret",
                "type=manifests&q=abc",
                "type=tags",
                "type=tags&q=x&after=x",
                "sort=newest&after=x",
                "sort=pulls&after=x",
                "sort=pulls&after=1",
                "sort=newest&after=253402300800000000.1",
                "limit=x",
                "q=%00",
                "namespace=%00"
            })
    void refusesWhatItDoesNotKnow(String query) {
        Reply reply = anonymous().get("/api/v1/search?" + query);

        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(reply.json().path("code").asString()).isEqualTo("query-invalid");
    }

    @Test
    void refusesLongWords() {
        assertThat(anonymous().get("/api/v1/search?q=" + "x".repeat(256)).status())
                .isEqualTo(400);
    }

    private Digest push(String owner, String name, String... tags) {
        RepositoryClient client = RepositoryClient.of(person(owner), name);
        byte[] layer = (name + tags[0]).getBytes(UTF_8);
        byte[] manifest = new byte[0];
        for (String tag : tags) {
            manifest = client.pushImage(tag, layer).bytes();
        }
        return ManifestBuilder.digest(manifest);
    }

    private void describe(String name, String text) {
        Repository repository =
                repositories.find(new RepositoryName(name)).orElseThrow().forWriting();
        repositories.describe(repository, new Description(text));
    }

    private static List<String> names(RegistryClient caller, String query) {
        int options = query.indexOf('&');
        String words = options < 0 ? query : query.substring(0, options);
        String rest = options < 0 ? "" : query.substring(options);
        return found(caller, "q=" + RegistryClient.encode(words) + rest).stream()
                .map(reply -> reply.path("name").asString())
                .toList();
    }

    private static List<String> tags(RegistryClient caller, String words) {
        return found(caller, "type=tags&q=" + RegistryClient.encode(words)).stream()
                .map(tag -> tag.path("repository").asString() + ":"
                        + tag.path("tag").asString())
                .toList();
    }

    private static List<String> manifests(RegistryClient caller, String words) {
        return found(caller, "type=manifests&q=" + words).stream()
                .map(found -> found.path("repository").asString() + "@"
                        + found.path("digest").asString())
                .toList();
    }

    private static List<JsonNode> found(RegistryClient caller, String query) {
        Reply reply = caller.get("/api/v1/search?" + query);
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return reply.json().valueStream().toList();
    }

    private static List<String> paged(RegistryClient caller, String path, String field) {
        List<String> values = new ArrayList<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent()) {
            Reply page = caller.get(next.get());
            assertThat(page.json()).as(next.get()).hasSizeLessThanOrEqualTo(1);
            page.json().forEach(found -> values.add(found.path(field).asString()));
            Matcher link = LINK.matcher(page.header("Link").orElse(""));
            next = link.matches() ? Optional.of(link.group(1)) : Optional.empty();
            assertThat(next.orElse("")).doesNotContain("secret");
        }
        return values;
    }
}
