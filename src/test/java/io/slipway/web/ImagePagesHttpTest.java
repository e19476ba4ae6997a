package io.slipway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagePagesHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String WEB = "/r/ada/web/-/";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>";

    @Autowired
    Users users;

    @LocalServerPort
    int port;

    private Pusher pusher;
    private Browser browser;
    private String amd;
    private String arm;
    private String multi;

    @BeforeAll
    void push() throws Exception {
        users.create(NewUser.person("ada", PASSWORD));
        users.create(NewUser.person("eve", PASSWORD));
        User auditor = users.create(NewUser.person("aud", PASSWORD));
        users.setAuditor(auditor.id(), true);
        pusher = new Pusher(port, "ada", PASSWORD);
        amd = image("amd64", "serve", "");
        arm = image("arm64", "serve-arm", "");
        String attestation = attestation();
        multi = pusher.manifest("ada/web", "1.0", INDEX, """
                {"schemaVersion": 2, "mediaType": "%s", "manifests": [%s, %s,
                 {"mediaType": "%s", "digest": "%s", "size": %d, "platform": {"os": "unknown", "architecture": "unknown"},
                  "annotations": {"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": "%s"}},
                 {"mediaType": "%s", "digest": "sha256:%s", "size": 5, "platform": {"os": "windows", "architecture": "$(reboot)"}}]}
                """.formatted(
                        INDEX,
                        entry(arm, "arm64"),
                        entry(amd, "amd64"),
                        MANIFEST,
                        attestation,
                        size(attestation),
                        arm,
                        MANIFEST,
                        "0".repeat(64)));
        pusher.manifest("ada/web", "latest", INDEX, text(multi));
    }

    @BeforeEach
    void signIn() throws Exception {
        browser = new Browser(port);
        browser.signIn("ada", PASSWORD);
    }

    @Test
    void showsTheFirstPlatformOfAnIndex() throws Exception {
        String page = read(WEB + "tags/1.0");

        assertThat(page)
                .contains("[&quot;serve&quot;]", "RUN make", "aria-current=\"page\"")
                .contains("docker pull " + browser.host() + "/ada/web:1.0<")
                .contains("docker pull --platform linux/amd64 " + browser.host() + "/ada/web:1.0")
                .contains("href=\"" + WEB + "tags/latest\"")
                .doesNotContain("serve-arm", "unknown/unknown");
        assertThat(page.indexOf(">linux/amd64<")).isPositive().isLessThan(page.indexOf(">linux/arm64<"));
    }

    @Test
    void keepsThePlatformInTheAddress() throws Exception {
        String page = read(WEB + "tags/1.0?platform=linux%2Farm64");

        assertThat(page).contains("serve-arm", "Bill of materials (SBOM)", "Provenance");
        assertThat(browser.get(WEB + "tags/1.0?platform=linux%2Fmips").statusCode())
                .isEqualTo(404);
    }

    @Test
    void saysThatAPlatformWasNeverPushed() throws Exception {
        String page = read(WEB + "tags/1.0?platform=windows%2F%24%28reboot%29");

        assertThat(page).contains("never pushed here").doesNotContain("--platform windows");
    }

    @Test
    void showsAnImageByItsDigest() throws Exception {
        String page = read(WEB + "manifests/" + amd);

        assertThat(page)
                .contains("80/tcp", "/data", "65532", "PATH", "RUN make", "no files", "<rect ")
                .contains("href=\"" + WEB + "manifests/" + multi)
                .contains("docker pull " + browser.host() + "/ada/web@" + amd)
                .doesNotContain("--platform");
    }

    @Test
    void leadsFromLayersToTheirFiles() throws Exception {
        String page = read(WEB + "manifests/" + amd);

        assertThat(page)
                .contains(amd + "/files?layer=1\" aria-label=\"Files of layer 1\"", amd + "/files?layer=2\"")
                .doesNotContain("files?layer=3");
    }

    @Test
    void drawsLayersAsAreasThatLeadToTheirRows() throws Exception {
        String page = read(WEB + "manifests/" + image("amd64", "drawn", ""));

        assertThat(page)
                .contains("<svg class=\"treemap\"", "<a href=\"#layer-1\">", "<a href=\"#layer-3\">", "id=\"layer-3\"")
                .contains("<title>COPY . / · 8 B · also in", "class=\"hatch\"")
                .doesNotContain("style=", "??");
        assertThat(page.split("class=\"hatch\"")).hasSize(2);
    }

    @Test
    @Tag("C14")
    @Tag("G1")
    void showsWhatSomebodyWroteAsText() throws Exception {
        String hostile = image("amd64", HOSTILE, HOSTILE);

        for (String path : List.of(WEB + "manifests/" + hostile, WEB + "manifests/" + hostile + "/raw")) {
            assertThat(read(path)).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert", "<img src=x");
        }
    }

    @Test
    @Tag("G5")
    void handsOutBytesAsDownloadsOnly() throws Exception {
        for (String name : List.of("manifest.json", "config.json")) {
            HttpResponse<String> answer = browser.get(WEB + "manifests/" + amd + "/" + name);

            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"" + name + "\"");
            assertThat(answer.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(Digest.sha256(browser.get(WEB + "manifests/" + amd + "/manifest.json")
                        .body()
                        .getBytes(UTF_8)))
                .hasToString(amd);
    }

    @Test
    @Tag("B4")
    void keepsBytesFromWhoMayOnlyLook() throws Exception {
        Browser auditor = new Browser(port);
        auditor.signIn("aud", PASSWORD);

        assertThat(auditor.get(WEB + "manifests/" + amd).statusCode()).isEqualTo(200);
        assertThat(auditor.get(WEB + "manifests/" + amd + "/raw").body()).doesNotContain("ExposedPorts");
        assertThat(auditor.get(WEB + "manifests/" + amd + "/config.json").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("B2")
    void hidesImagesOfRepositoriesThatOneMayNotSee() throws Exception {
        new Pusher(port, "eve", PASSWORD).push("eve/own", "1.0");
        Browser eve = new Browser(port);
        eve.signIn("eve", PASSWORD);

        for (String path : List.of(
                "tags/1.0",
                "manifests/" + amd,
                "manifests/" + amd + "/raw",
                "manifests/" + amd + "/manifest.json",
                "manifests/" + amd + "/config.json")) {
            assertThat(eve.get(WEB + path).statusCode()).as(path).isEqualTo(404);
            assertThat(eve.get("/r/eve/own/-/" + path).statusCode())
                    .as(path)
                    .isEqualTo(path.equals("tags/1.0") ? 200 : 404);
            assertThat(new Browser(port).get(WEB + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tags/", "tags/none", "tags/a/b", "manifests/", "manifests/x", "manifests/sha256:0", "tags/%00"})
    void hasNoOtherPages(String path) throws Exception {
        assertThat(browser.get(WEB + path).statusCode()).isIn(400, 404);
    }

    @Test
    void listsTheFilesOfAnArtifact() throws Exception {
        String file = pusher.blob("ada/web", "hello".getBytes(UTF_8));
        String empty = pusher.blob("ada/web", "{}".getBytes(UTF_8));
        pusher.manifest("ada/web", "artifact", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "artifactType": "application/x-thing",
                 "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": "%s", "size": 2},
                 "layers": [{"mediaType": "text/plain", "digest": "%s", "size": 5,
                  "annotations": {"org.opencontainers.image.title": "hello.txt"}}],
                 "annotations": {"note": "<b>"}}
                """.formatted(MANIFEST, empty, file));

        assertThat(read(WEB + "tags/artifact"))
                .contains(
                        "hello.txt",
                        "application/x-thing",
                        "oras pull --plain-http " + browser.host() + "/ada/web:artifact",
                        "&lt;b&gt;",
                        "ORAS, by tag")
                .doesNotContain("docker pull", "value=\"docker\"", "value=\"helm\"");
    }

    @Test
    void writesCommandsAsTheReaderChose() throws Exception {
        browser.submit(WEB + "tags/1.0", "/settings/appearance", Map.of("tool", "crane", "by", "digest"));

        assertThat(read(WEB + "tags/1.0?platform=linux%2Farm64"))
                .contains("crane, by digest")
                .contains("crane pull --insecure " + browser.host() + "/ada/web@" + multi + " web.tar<")
                .contains("crane pull --insecure --platform linux/arm64 " + browser.host() + "/ada/web@" + multi)
                .doesNotContain("docker pull");
        assertThat(browser.get(WEB + "tags").body())
                .contains("crane pull --insecure " + browser.host() + "/ada/web@" + multi);
    }

    @Test
    void leadsFromTagsToTheirImages() throws Exception {
        assertThat(browser.get(WEB + "tags").body()).contains("href=\"" + WEB + "tags/1.0\"");
    }

    private String read(String path) {
        HttpResponse<String> answer =
                await().until(() -> browser.get(path), it -> !it.body().contains("is being read"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Refresh")).isEmpty();
        return answer.body();
    }

    private String image(String architecture, String command, String label) throws Exception {
        byte[] config = """
                {"os": "linux", "architecture": "%s", "created": "2026-05-03T10:00:00Z",
                 "config": {"Cmd": ["%s"], "Env": ["PATH=/bin"], "ExposedPorts": {"80/tcp": {}}, "Volumes": {"/data": {}},
                  "User": "65532", "Labels": {"note": "%s"}},
                 "history": [{"created_by": "/bin/sh -c make # buildkit"}, {"created_by": "CMD %s", "empty_layer": true},
                  {"created_by": "COPY . /"}]}
                """.formatted(architecture, command, label, command).getBytes(UTF_8);
        byte[] one = ("one" + architecture + command).getBytes(UTF_8);
        byte[] two = ("two" + architecture).getBytes(UTF_8);
        return pusher.manifest("ada/web", "", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s",
                 "config": {"mediaType": "%s", "digest": "%s", "size": %d},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "%s", "size": %d},
                  {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "%s", "size": %d}]}
                """.formatted(
                        MANIFEST,
                        CONFIG,
                        pusher.blob("ada/web", config),
                        config.length,
                        pusher.blob("ada/web", one),
                        one.length,
                        pusher.blob("ada/web", two),
                        two.length));
    }

    private String attestation() throws Exception {
        byte[] config = "{\"os\": \"unknown\", \"architecture\": \"unknown\"}".getBytes(UTF_8);
        byte[] sbom = "{\"sbom\": 1}".getBytes(UTF_8);
        byte[] built = "{\"built\": 1}".getBytes(UTF_8);
        return pusher.manifest("ada/web", "", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "config": {"mediaType": "%s", "digest": "%s", "size": %d},
                 "layers": [{"mediaType": "application/vnd.in-toto+json", "digest": "%s", "size": %d,
                   "annotations": {"in-toto.io/predicate-type": "https://spdx.dev/Document"}},
                  {"mediaType": "application/vnd.in-toto+json", "digest": "%s", "size": %d,
                   "annotations": {"in-toto.io/predicate-type": "https://slsa.dev/provenance/v1"}}]}
                """.formatted(
                        MANIFEST,
                        CONFIG,
                        pusher.blob("ada/web", config),
                        config.length,
                        pusher.blob("ada/web", sbom),
                        sbom.length,
                        pusher.blob("ada/web", built),
                        built.length));
    }

    private String entry(String digest, String architecture) throws Exception {
        return """
                {"mediaType": "%s", "digest": "%s", "size": %d, "platform": {"os": "linux", "architecture": "%s"}}
                """.formatted(MANIFEST, digest, size(digest), architecture);
    }

    private int size(String digest) throws Exception {
        return text(digest).length();
    }

    /// As it was pushed.
    private String text(String digest) throws Exception {
        return pusher.read("ada/web", digest);
    }
}
