package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletes by REST, looks before at what would go, and brings it back.
@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionsHttpTest {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    @Autowired
    JdbcClient jdbc;

    private Site ada;
    private int count;
    private String name;
    private String app;

    @BeforeAll
    void people() {
        ada = Site.on(port).as("ada");
        users.create(NewUser.person("ada", Site.PASSWORD));
        users.create(NewUser.person("bob", Site.PASSWORD));
    }

    @BeforeEach
    void fresh() {
        name = "ada/app" + count++;
        app = "/api/v1/repositories/" + name + "/-/";
    }

    @Test
    void tellsWhatDeletingATagWouldTakeAndTakesNothing() {
        image("1.0", "abc");
        image("2.0", "two-two");
        image("latest", "two-two");

        String plan = delete("tags/1.0?dryRun=true").body();
        assertThat(JsonPath.<List<String>>read(plan, "$.deleted")).containsExactly("1.0");
        assertThat(JsonPath.<Integer>read(plan, "$.images")).isOne();
        assertThat(JsonPath.<Integer>read(plan, "$.bytes"))
                .as("the config is of both")
                .isEqualTo(3);
        assertThat(JsonPath.<Integer>read(plan, "$.freed")).isEqualTo(3);

        String kept = delete("tags/2.0?dryRun=true").body();
        assertThat(JsonPath.<List<String>>read(kept, "$.others")).containsExactly("latest");
        assertThat(JsonPath.<Integer>read(kept, "$.images")).isZero();
        assertThat(JsonPath.<Integer>read(kept, "$.bytes")).isZero();
        assertThat(tags()).containsExactly("1.0", "2.0", "latest");
    }

    @Test
    void countsAsFreedOnlyWhatNoOtherRepositoryHas() {
        image("1.0", "shared bytes of two");
        String first = app;
        fresh();
        image("1.0", "shared bytes of two");

        String plan = delete("tags/1.0?dryRun=true").body();

        assertThat(JsonPath.<Integer>read(plan, "$.bytes")).isEqualTo(21);
        assertThat(JsonPath.<Integer>read(plan, "$.freed")).isZero();
        assertThat(ada.get(first + "tags").body()).contains("1.0");
    }

    @Test
    void deletesManyTagsAtOnceAndSaysWhatBecameOfEach() {
        image("1.0", "one");
        image("1.1", "one");
        image("2.0", "two");
        jdbc.sql("UPDATE content.tag SET locked = true WHERE name = '1.1' AND repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = ?)")
                .param(name)
                .update();

        String plan = ada.post(app + "tags:delete", body("1.0", "1.1", "2.0", "9.9", true))
                .body();
        assertThat(JsonPath.<Integer>read(plan, "$.images")).isOne();
        assertThat(tags()).containsExactly("1.0", "1.1", "2.0");

        String done = ada.post(app + "tags:delete", body("1.0", "1.1", "2.0", "9.9", false))
                .body();

        assertThat(JsonPath.<List<String>>read(done, "$.deleted")).containsExactly("1.0", "2.0");
        assertThat(JsonPath.<List<String>>read(done, "$.locked")).containsExactly("1.1");
        assertThat(JsonPath.<List<String>>read(done, "$.missing")).containsExactly("9.9");
        assertThat(tags()).containsExactly("1.1");
        assertThat(ada.get(app + "tags/2.0/history").body()).contains("\"delete\"");
    }

    @Test
    void countsWhatAnIndexListsAndWhatIsAttached() {
        String child = image("", "platform");
        String index = index("multi", child);
        manifest("", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "artifactType": "application/spdx+json",
                 "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": "%s", "size": 2},
                 "layers": [{"mediaType": "application/spdx+json", "digest": "%s", "size": 4}],
                 "subject": {"mediaType": "%s", "digest": "%s", "size": 5}}
                """.formatted(MANIFEST, blob("{}"), blob("sbom"), MANIFEST, child));

        String plan = delete("tags/multi?dryRun=true").body();

        assertThat(JsonPath.<Integer>read(plan, "$.images")).isEqualTo(3);
        assertThat(JsonPath.<Integer>read(plan, "$.bytes")).isEqualTo(2 + 8 + 4);
        String both = delete("manifests/" + child + "?dryRun=true").body();
        assertThat(JsonPath.<List<String>>read(both, "$.parents[*].digest")).containsExactly(index);
        assertThat(JsonPath.<Integer>read(both, "$.images")).isEqualTo(3);
    }

    @Test
    void keepsWhatAnIndexNeedsUnlessTheIndexGoesToo() {
        String child = image("arm", "platform");
        String index = index("multi", child);

        assertProblem(delete("manifests/" + child), 409, "manifest-needed");
        HttpResponse<String> refused =
                ada.send(ada.to("/v2/" + name + "/manifests/" + child).DELETE());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("DENIED", index, "multi");
        assertThat(tags()).containsExactly("arm", "multi");

        assertThat(delete("manifests/" + child + "?parents=true").statusCode()).isEqualTo(204);
        assertThat(tags()).isEmpty();
    }

    @Test
    @Tag("L3")
    void bringsAManifestBackWithItsTags() {
        String digest = image("1.0", "one");
        image("1.1", "one");
        delete("manifests/" + digest);
        image("1.1", "another");

        String trash = ada.get(app + "trash").body();
        assertThat(JsonPath.<List<String>>read(trash, "$[*].digest")).containsExactly(digest);
        assertThat(JsonPath.<List<String>>read(trash, "$[0].tags")).containsExactly("1.0", "1.1");
        assertThat(JsonPath.<String>read(trash, "$[0].deletedBy")).isEqualTo("ada");

        String restored = ada.post(app + "trash:restore", "{\"digest\": \"" + digest + "\"}")
                .body();

        assertThat(JsonPath.<List<String>>read(restored, "$.tags")).containsExactly("1.0");
        assertThat(JsonPath.<List<String>>read(restored, "$.taken")).containsExactly("1.1");
        assertThat(pulled("1.0")).isEqualTo(digest);
        assertThat(pulled("1.1")).isNotEqualTo(digest);
        assertThat(ada.get(app + "trash").body()).isEqualTo("[]");
        assertThat(ada.get(app + "tags/1.0/history").body()).contains("\"restore\"");
    }

    @Test
    @Tag("L3")
    void bringsBackWhatAnIndexListsAndItsBlobs() {
        String child = image("", "platform");
        String index = index("multi", child);
        delete("manifests/" + child + "?parents=true");
        String layer = Digest.sha256("platform".getBytes(UTF_8)).toString();
        assertThat(ada.send(ada.to("/v2/" + name + "/blobs/" + layer).DELETE()).statusCode())
                .isEqualTo(202);

        ada.post(app + "trash:restore", "{\"digest\": \"" + index + "\"}");

        assertThat(pulled("multi")).isEqualTo(index);
        assertThat(pulled(child)).isEqualTo(child);
        assertThat(ada.get("/v2/" + name + "/blobs/" + layer).body()).isEqualTo("platform");
    }

    @Test
    void putsATagBackToWhatItWas() {
        String before = image("latest", "one");
        image("latest", "two");

        assertThat(put("latest", before).statusCode()).isEqualTo(204);
        assertThat(pulled("latest")).isEqualTo(before);

        delete("manifests/" + before);
        assertThat(put("latest", before).statusCode()).isEqualTo(204);
        assertThat(pulled("latest")).isEqualTo(before);
        assertProblem(put("latest", "sha256:" + "1".repeat(64)), 404, "manifest-unknown");
    }

    @Test
    void restoresNothingAfterTheWindow() {
        String digest = image("1.0", "one");
        delete("manifests/" + digest);
        jdbc.sql("UPDATE content.manifest SET deleted_at = now() - INTERVAL '8 days' WHERE deleted_at IS NOT NULL"
                        + " AND repository_id = (SELECT id FROM content.repository WHERE name = ?)")
                .param(name)
                .update();

        assertThat(ada.get(app + "trash").body()).isEqualTo("[]");
        assertProblem(ada.post(app + "trash:restore", "{\"digest\": \"" + digest + "\"}"), 404, "manifest-unknown");
        assertProblem(put("1.0", digest), 404, "manifest-unknown");
    }

    @Test
    void pagesTheTrashFromTheLastDeletion() {
        for (String tag : List.of("a", "b", "c")) {
            delete("manifests/" + image(tag, tag));
        }

        HttpResponse<String> first = ada.get(app + "trash?limit=2");
        String next = first.headers().firstValue("Link").orElseThrow().replaceAll(".*<(.*)>.*", "$1");

        assertThat(JsonPath.<List<String>>read(first.body(), "$[*].tags[0]")).containsExactly("c", "b");
        assertThat(JsonPath.<List<String>>read(ada.get(next).body(), "$[*].tags[0]"))
                .containsExactly("a");
    }

    @Test
    @Tag("B4")
    void tellsStrangersNothing() {
        String digest = image("1.0", "one");
        assertProblem(Site.on(port).get(app + "trash"), 404, "name-unknown");
        Site bob = Site.on(port).as("bob");
        assertProblem(bob.get(app + "trash"), 404, "name-unknown");
        assertProblem(bob.send(bob.to(app + "tags/1.0?dryRun=true").DELETE()), 404, "name-unknown");
        assertProblem(bob.send(bob.to(app + "manifests/" + digest).DELETE()), 404, "name-unknown");
        assertProblem(bob.post(app + "tags:delete", body("1.0", "a", "b", "c", true)), 404, "name-unknown");
        assertProblem(bob.post(app + "trash:restore", "{\"digest\": \"" + digest + "\"}"), 404, "name-unknown");
        assertThat(tags()).containsExactly("1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tags:delete   | {}                               | 400 | body-invalid",
                "tags:delete   | {\"tags\": []}                   | 400 | body-invalid",
                "tags:delete   | {\"tags\": [null]}               | 400 | manifest-invalid",
                "tags:delete   | {\"tags\": [\"a b\"]}            | 400 | manifest-invalid",
                "tags:delete   | {\"tags\": [\"a\"], \"digest\": \"x\"} | 400 | body-invalid",
                "tags:delete   | {\"tags\": [\"a\"], \"all\": 1}  | 400 | body-invalid",
                "trash:restore | {}                               | 400 | body-invalid",
                "trash:restore | {\"digest\": \"x\"}              | 400 | digest-invalid",
                "nothing       | {}                               | 404 | not-found"
            })
    @Tag("B1")
    void refusesBodiesThatSayNothing(String path, String body, int status, String code) {
        image("1.0", "one");

        assertProblem(ada.post(app + path, body), status, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags/1.0?dryRun=yes", "manifests/{digest}?parents=1"})
    void refusesOptionsThatAreNone(String path) {
        String digest = image("1.0", "one");

        assertProblem(delete(path.replace("{digest}", digest)), 400, "query-invalid");
    }

    private static String body(String a, String b, String c, String d, boolean dryRun) {
        return "{\"tags\": [\"%s\", \"%s\", \"%s\", \"%s\"], \"dryRun\": %s}".formatted(a, b, c, d, dryRun);
    }

    private HttpResponse<String> delete(String path) {
        return ada.send(ada.to(app + path).DELETE());
    }

    private HttpResponse<String> put(String tag, String digest) {
        return ada.change("PUT", app + "tags/" + tag, "{\"digest\": \"" + digest + "\"}", "application/json");
    }

    private List<String> tags() {
        return JsonPath.read(ada.get(app + "tags").body(), "$[*].name");
    }

    private String pulled(String reference) {
        HttpResponse<String> answer = ada.get("/v2/" + name + "/manifests/" + reference);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Digest.sha256(answer.body().getBytes(UTF_8)).toString();
    }

    private String index(String tag, String child) {
        int size = ada.get("/v2/" + name + "/manifests/" + child).body().length();
        return manifest(
                tag,
                INDEX,
                "{\"schemaVersion\": 2, \"mediaType\": \"%s\", \"manifests\": [{\"mediaType\": \"%s\", \"digest\": \"%s\", \"size\": %d}]}"
                        .formatted(INDEX, MANIFEST, child, size));
    }

    private String image(String tag, String layer) {
        return manifest(tag, MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                 "digest": "%s", "size": 2}, "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar",
                 "digest": "%s", "size": %d}]}
                """.formatted(MANIFEST, blob("{}"), blob(layer), layer.length()));
    }

    private String blob(String content) {
        String digest = Digest.sha256(content.getBytes(UTF_8)).toString();
        String uploads = "/v2/" + name + "/blobs/uploads/?digest=" + digest;
        assertThat(ada.change("POST", uploads, content, "application/octet-stream")
                        .statusCode())
                .isEqualTo(201);
        return digest;
    }

    private String manifest(String reference, String type, String content) {
        String digest = Digest.sha256(content.getBytes(UTF_8)).toString();
        String path = "/v2/" + name + "/manifests/" + (reference.isEmpty() ? digest : reference);
        HttpResponse<String> answer = ada.change("PUT", path, content, type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return digest;
    }
}
