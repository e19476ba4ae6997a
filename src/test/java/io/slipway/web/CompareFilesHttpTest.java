package io.slipway.web;

import static io.slipway.inspection.TarBuilder.tar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.inspection.TarBuilder;
import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SlipwayTest
class CompareFilesHttpTest extends AcmePages {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String WEB = "/r/acme/web/-/";
    private static final String API = "/api/v1/repositories/acme/web/-/compare/";
    private static final String HOSTILE = "<script>alert(1)<";

    @Override
    void prepare() throws Exception {
        byte[] base = tar().file("etc/passwd", "root").file("etc/old", "old").gzip();
        image("1.0", base);
        image(
                "2.0",
                base,
                tar().file("etc/passwd", "ada:x")
                        .file("etc/.wh.old", "")
                        .file(HOSTILE, "1")
                        .gzip());
        TarBuilder many = tar();
        for (int i = 0; i < 600; i++) {
            many.file("many/%03d".formatted(i), "");
        }
        image("many", base, many.gzip());
    }

    @Test
    @Tag("G1")
    @Tag("C14")
    void tellsWhichFilesDiffer() throws Exception {
        String page = look("compare/1.0...2.0");

        assertThat(page)
                .contains("1 added (+1 B)", "1 removed (−3 B)", "1 changed (+1 B)", "times are not compared")
                .contains("/files/preview?path=etc%2Fpasswd\">etc/passwd</a>", ">content</span>")
                .contains(">etc/old</a>", "&lt;script&gt;alert(1)&lt;")
                .doesNotContain("<script>alert(1)");
        assertThat(page).containsPattern("manifests/sha256:[0-9a-f]{64}/files/preview\\?path=etc%2Fold\"");
        assertThat(look("compare/2.0...1.0")).contains("1 added (+3 B)", "1 removed (−1 B)", "1 changed (−1 B)");
        assertThat(look("compare/1.0...1.0")).doesNotContain("id=\"files\"");
    }

    @Test
    @Tag("A2")
    void tellsTheSameByRest() throws Exception {
        String body = ask("1.0...2.0?limit=2");

        assertThat(JsonPath.<String>read(body, "$.from.reference")).isEqualTo("1.0");
        assertThat(JsonPath.<Integer>read(body, "$.sameLayers")).isEqualTo(1);
        assertThat(JsonPath.<List<String>>read(body, "$.layers[*].change")).containsExactly("added");
        assertThat(JsonPath.<Integer>read(body, "$.more")).isEqualTo(JsonPath.read(body, "$.layers[0].size"));
        assertThat(JsonPath.<Integer>read(body, "$.files.sums.removed.bytes")).isEqualTo(-3);
        assertThat(JsonPath.<List<String>>read(body, "$.files.differences[*].path"))
                .containsExactly(HOSTILE, "etc/old");
        String next = api("ada")
                .get(API + "1.0...2.0?limit=2")
                .headers()
                .firstValue("Link")
                .orElseThrow();
        assertThat(next).isEqualTo("<" + API + "1.0...2.0?limit=2&after=2>; rel=\"next\"");
        String last = ask("1.0...2.0?limit=2&after=2");
        assertThat(JsonPath.<List<String>>read(last, "$.files.differences[*].path"))
                .containsExactly("etc/passwd");
        assertThat(JsonPath.<List<String>>read(last, "$.files.differences[0].aspects"))
                .containsExactly("content");
        assertThat(JsonPath.<Object>read(ask("1.0...1.0"), "$.layers")).isEqualTo(List.of());
        assertThat(api("aud").get(API + "1.0...2.0").body())
                .contains("sameLayers")
                .doesNotContain("etc/passwd");
        assertThat(api("eve").get(API + "1.0...2.0").statusCode()).isEqualTo(404);
        assertThat(api("ada").get(API + "1.0...none").statusCode()).isEqualTo(404);
        assertThat(api("ada").get(API + "1.0").statusCode()).isEqualTo(404);
        assertThat(api("ada").get(API + "1.0...2.0?after=x").statusCode()).isEqualTo(400);
    }

    private String ask(String pair) throws Exception {
        Browser reader = api("ada");
        return await().until(() -> reader.get(API + pair).body(), it -> !it.contains("\"state\":\"waiting\""));
    }

    /// A script of the pages.
    private Browser api(String name) throws Exception {
        Browser browser = as(name);
        return browser.with(
                "X-CSRF-Token", Browser.token(browser.get("/").body()).orElseThrow());
    }

    @Test
    void pagesByPlace() throws Exception {
        String first = look("compare/1.0...many");
        assertThat(first)
                .contains("601 added", ">many/498<", "?after=500#files\"")
                .doesNotContain(">many/499<");

        String second = look("compare/1.0...many?after=500");
        assertThat(second)
                .contains(">many/499<", ">many/599<", "href=\"" + WEB + "compare/1.0...many#files\"")
                .doesNotContain(">many/498<");
        assertThat(look("compare/1.0...many?after=nonsense")).contains(">many/000<");
        assertThat(look("compare/1.0...many?after=999999999")).contains("There are no more.");
    }

    @Test
    @Tag("A2")
    void keepsFilesFromWhoMayNotPull() throws Exception {
        look("compare/1.0...2.0");

        assertThat(as("bob").get(WEB + "compare/1.0...2.0").body()).contains("etc/passwd");
        assertThat(as("aud").get(WEB + "compare/1.0...2.0").body())
                .contains("compare")
                .doesNotContain("etc/passwd", "1 added");
        assertThat(as("eve").get(WEB + "compare/1.0...2.0").statusCode()).isEqualTo(404);
    }

    @Test
    void saysThatFilesAreBeingRead() throws Exception {
        image("fresh", tar().file("fresh", "1").gzip());
        await().until(() -> ada.get(WEB + "tags/fresh"), it -> !it.body().contains("is being read"));

        var first = ada.get(WEB + "compare/1.0...fresh");
        assertThat(first.body()).contains("being read and compared");
        assertThat(first.headers().firstValue("Refresh")).contains("3");
        assertThat(look("compare/1.0...fresh")).contains(">fresh</a>");
    }

    @Test
    void saysThatLayersAreMissing() throws Exception {
        image("junk", "no archive".repeat(200).getBytes(UTF_8));

        assertThat(look("compare/1.0...junk")).contains("their files are missing here", ">etc/passwd</a>");
    }

    private String look(String page) {
        return await().until(
                        () -> ada.get(WEB + page),
                        it -> !it.body().contains("is being read") && !it.body().contains("being read and compared"))
                .body();
    }

    private String image(String tag, byte[]... layers) throws Exception {
        byte[] config = "{\"os\": \"linux\", \"architecture\": \"amd64\"}".getBytes(UTF_8);
        for (byte[] layer : layers) {
            pusher().blob("acme/web", layer);
        }
        String descriptors = Stream.of(layers)
                .map(it -> """
                        {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "%s", "size": %d}
                        """.formatted(Digest.sha256(it), it.length))
                .collect(Collectors.joining(","));
        return pusher().manifest("acme/web", tag, MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "layers": [%s],
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d}}
                """.formatted(
                        MANIFEST, descriptors, pusher().blob("acme/web", config), config.length));
    }
}
