package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesHttpTest {

    private static final String APP = "/api/v1/repositories/ada/tools/app/-/";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    private Site ada;
    private String image;
    private String sbom;

    @BeforeAll
    void push() {
        ada = Site.on(port).as("ada");
        users.create(NewUser.person("ada", Site.PASSWORD));
        users.create(NewUser.person("bob", Site.PASSWORD));
        String config = """
                {"os": "linux", "architecture": "arm64", "config": {"Cmd": ["serve"], "Labels": {"a": "<b>"}},
                 "history": [{"created_by": "/bin/sh -c make"}, {"created_by": "CMD", "empty_layer": true}]}
                """;
        image = manifest("1.0", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                 "digest": "%s", "size": %d}, "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                 "digest": "%s", "size": 5}]}
                """.formatted(MANIFEST, blob(config), config.length(), blob("layer")));
        sbom = manifest("", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "artifactType": "application/spdx+json", "layers": [],
                 "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": "%s", "size": 2},
                 "subject": {"mediaType": "%s", "digest": "%s", "size": 5}}
                """.formatted(MANIFEST, blob("{}"), MANIFEST, image));
        int size = ada.get("/v2/ada/tools/app/manifests/" + image).body().length();
        manifest("multi", INDEX, """
                {"schemaVersion": 2, "mediaType": "%s", "manifests": [
                 {"mediaType": "%s", "digest": "sha256:%s", "size": 7, "platform": {"os": "linux", "architecture": "riscv64"}},
                 {"mediaType": "%s", "digest": "%s", "size": %d, "platform": {"os": "linux", "architecture": "arm64"}}]}
                """.formatted(INDEX, MANIFEST, "0".repeat(64), MANIFEST, image, size));
    }

    @Test
    void tellsWhatARepositoryTakesAndItsPulls() {
        ada.get("/v2/ada/tools/app/manifests/1.0");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            String usage = ada.get(APP + "usage?days=7").body();
            assertThat(JsonPath.<Integer>read(usage, "$.bytes")).isPositive();
            assertThat(JsonPath.<Integer>read(usage, "$.sharedBytes")).isZero();
            assertThat(JsonPath.<Integer>read(usage, "$.pulls")).isPositive();
            assertThat(JsonPath.<List<String>>read(usage, "$.days[*].day")).hasSize(7);
            assertThat(JsonPath.<String>read(usage, "$.days[6].day"))
                    .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
        });
        assertThat(JsonPath.<List<String>>read(ada.get(APP + "usage").body(), "$.days"))
                .hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "367", "x", "", "99999999999"})
    void refusesDaysThatAreNone(String days) {
        assertProblem(ada.get(APP + "usage?days=" + days), 400, "query-invalid");
    }

    @Test
    void tellsWhatAnImageIs() {
        String body = read("manifests/" + image);

        assertThat(JsonPath.<String>read(body, "$.kind")).isEqualTo("image");
        assertThat(JsonPath.<List<String>>read(body, "$.image.command")).containsExactly("serve");
        assertThat(JsonPath.<String>read(body, "$.image.platform")).isEqualTo("linux/arm64");
        assertThat(JsonPath.<String>read(body, "$.image.labels.a")).isEqualTo("<b>");
        assertThat(JsonPath.<List<String>>read(body, "$.tags")).containsExactly("1.0");
        assertThat(JsonPath.<Integer>read(body, "$.totalSize")).isGreaterThan(JsonPath.read(body, "$.size"));
    }

    @Test
    void tellsWhatATagNames() {
        String body = read("tags/multi");

        assertThat(JsonPath.<String>read(body, "$.name")).isEqualTo("multi");
        assertThat(JsonPath.<String>read(body, "$.updatedBy")).isEqualTo("ada");
        assertThat(JsonPath.<List<String>>read(body, "$.manifest.platforms"))
                .containsExactly("linux/arm64", "linux/riscv64");
        assertThat(JsonPath.<List<Boolean>>read(body, "$.manifest.manifests[*].present"))
                .containsExactly(true, false);
    }

    @Test
    void listsLayersWithTheirSteps() {
        read("manifests/" + image);
        HttpResponse<String> first = ada.get(APP + "manifests/" + image + "/layers?limit=1");

        assertThat(JsonPath.<List<String>>read(first.body(), "$[*].instruction"))
                .containsExactly("RUN make");
        assertThat(JsonPath.<List<Integer>>read(first.body(), "$[*].size")).containsExactly(5);
        assertThat(JsonPath.<List<Integer>>read(first.body(), "$[*].sharedWith"))
                .containsExactly(0);
        assertThat(first.headers().firstValue("Link"))
                .contains("<" + APP + "manifests/" + image + "/layers?limit=1&after=1>; rel=\"next\"");
        HttpResponse<String> last = ada.get(APP + "manifests/" + image + "/layers?limit=1&after=1");
        assertThat(JsonPath.<List<String>>read(last.body(), "$[*].createdBy")).containsExactly("CMD");
        assertThat(last.headers().firstValue("Link")).isEmpty();
        assertThat(ada.get(APP + "manifests/" + image + "/layers?after=99").body())
                .isEqualTo("[]");
    }

    @Test
    void listsWhatIsAboutAnImage() {
        String body = ada.get(APP + "manifests/" + image + "/referrers").body();

        assertThat(JsonPath.<List<String>>read(body, "$[*].digest")).containsExactly(sbom);
        assertThat(read("manifests/" + sbom)).contains("\"subject\":\"" + image + "\"", "application/spdx+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/layers", "/referrers"})
    @Tag("B4")
    void hidesImagesOfRepositoriesThatOneMayNotSee(String list) {
        for (Site stranger : List.of(Site.on(port), Site.on(port).as("bob"))) {
            assertProblem(stranger.get(APP + "manifests/" + image + list), 404, "name-unknown");
            assertProblem(stranger.get(APP + "tags/1.0"), 404, "name-unknown");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tags/none,               404, manifest-unknown",
        "tags/a/b,                400, manifest-invalid",
        "manifests/x,             400, digest-invalid",
        "manifests/sha256:0/x,    400, digest-invalid",
        "manifests/{none},        404, manifest-unknown",
        "manifests/{none}/layers, 404, manifest-unknown",
        "manifests/{none}/referrers, 404, manifest-unknown",
        "manifests/{image}/layers?after=x, 400, query-invalid"
    })
    void refusesPathsOfNothing(String path, int status, String code) {
        String filled = path.replace("{none}", "sha256:" + "1".repeat(64)).replace("{image}", image);

        assertProblem(ada.get(APP + filled), status, code);
    }

    @Test
    void standsInTheDocument() {
        String document = ada.get("/api/openapi.json").body();

        assertThat(JsonPath.<String>read(
                        document,
                        "$.paths['/api/v1/repositories/{name}/-/manifests/{digest}/layers'].get.responses['200']"
                                + ".content['application/json'].schema.items['$ref']"))
                .isEqualTo("#/components/schemas/LayerView");
        assertThat(JsonPath.<String>read(document, "$.components.schemas.LayerView.properties.instruction.type"))
                .isEqualTo("string");
        assertThat(document).contains("\"ManifestView\":", "\"Tagged\":", "\"ReferrerView\":");
    }

    private String read(String path) {
        HttpResponse<String> answer =
                await().until(() -> ada.get(APP + path), it -> !it.body().contains("\"waiting\""));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private String blob(String content) {
        String digest = Digest.sha256(content.getBytes(UTF_8)).toString();
        String uploads = "/v2/ada/tools/app/blobs/uploads/?digest=" + digest;
        assertThat(ada.change("POST", uploads, content, "application/octet-stream")
                        .statusCode())
                .isEqualTo(201);
        return digest;
    }

    private String manifest(String reference, String type, String content) {
        String digest = Digest.sha256(content.getBytes(UTF_8)).toString();
        String path = "/v2/ada/tools/app/manifests/" + (reference.isEmpty() ? digest : reference);
        HttpResponse<String> answer = ada.change("PUT", path, content, type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return digest;
    }
}
