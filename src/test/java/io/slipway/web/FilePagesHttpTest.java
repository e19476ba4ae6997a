package io.slipway.web;

import static io.slipway.inspection.TarBuilder.tar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
class FilePagesHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String MANIFESTS = "/r/ada/web/-/manifests/";
    private static final String API = "/api/v1/repositories/ada/web/-/manifests/";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String HOSTILE = "<script>alert(1)</script>";

    @Autowired
    Users users;

    @LocalServerPort
    int port;

    private Pusher pusher;
    private Browser browser;
    private String image;
    private String hostile;

    @BeforeAll
    void push() throws Exception {
        users.create(NewUser.person("ada", PASSWORD));
        users.create(NewUser.person("eve", PASSWORD));
        User auditor = users.create(NewUser.person("aud", PASSWORD));
        users.setAuditor(auditor.id(), true);
        pusher = new Pusher(port, "ada", PASSWORD);
        image = image(
                tar().directory("etc")
                        .file("etc/passwd", "root:x:0:0\n")
                        .file("etc/old", "old")
                        .symlink("etc/link", "/etc/passwd")
                        .symlink("etc/out", "../../../../../etc/passwd")
                        .symlink("etc/loop", "loop")
                        .symlink("conf", "etc")
                        .file("bin/tool", "\0ELF")
                        .file("empty", "")
                        .gzip(),
                tar().file("etc/passwd", "ada:x:1:1\n").file("etc/.wh.old", "").zstd());
        hostile = image(
                tar().file(HOSTILE.replace("/", "") + "\"'\r\n", HOSTILE + "\u001b[31m\u202e")
                        .file("big", "é".repeat(200_000))
                        .bytes(),
                "junk".repeat(300).getBytes(UTF_8));
        image("one layer only".getBytes(UTF_8));
        browser = browser("ada");
        read(image, "");
        read(hostile, "");
    }

    @BeforeEach
    void signIn() throws Exception {
        browser = browser("ada");
    }

    @Test
    void walksThroughTheDirectoriesOfAnImage() throws Exception {
        String root = read(image, "");
        assertThat(root)
                .contains(">bin<", ">etc<", ">empty<", "rwxr-xr-x", "1000:100")
                .contains("href=\"" + MANIFESTS + image + "/files?path=etc\"")
                .contains("href=\"" + MANIFESTS + image + "/files/preview?path=empty\"");
        assertThat(root).doesNotContain("---------");
        assertThat(root.indexOf(">bin<")).isLessThan(root.indexOf(">empty<"));

        assertThat(read(image, "?path=etc"))
                .contains(">passwd<", "→ /etc/passwd", "href=\"" + MANIFESTS + image + "/files\"")
                .doesNotContain(">old<");
        assertThat(get(image, "?path=nowhere").statusCode()).isEqualTo(404);
        assertThat(get(image, "?path=..%2F..%2Fetc").statusCode()).isEqualTo(404);
        assertThat(get(image, "?path=etc%00").statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatOneLayerChanges() throws Exception {
        assertThat(read(image, "?path=etc&layer=2"))
                .contains(">passwd<", ">changed<", ">old<", ">removed<")
                .doesNotContain(">loop<")
                .contains("/files/preview?path=etc%2Fpasswd&amp;layer=2");
        assertThat(read(image, "?path=etc&layer=1")).contains(">added<", ">loop<");
        assertThat(get(image, "?layer=3").statusCode()).isEqualTo(404);
        assertThat(get(image, "?layer=x").statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheBeginningOfAText() throws Exception {
        assertThat(read(image, "/preview?path=etc/passwd"))
                .contains("ada:x:1:1")
                .doesNotContain("root:x");
        assertThat(read(image, "/preview?path=etc/passwd&layer=1")).contains("root:x:0:0");
        assertThat(read(image, "/preview?path=etc/link")).contains("ada:x:1:1", "Leads to etc/passwd");
        assertThat(read(image, "/preview?path=etc/out")).contains("ada:x:1:1");
        assertThat(read(image, "/preview?path=conf/link")).contains("ada:x:1:1");
        assertThat(read(image, "/preview?path=bin/tool")).contains("is no text").doesNotContain("ELF");
        assertThat(read(image, "/preview?path=empty")).contains("This file is empty");
        for (String path : List.of("etc/loop", "etc/old", "etc", "", "nowhere")) {
            assertThat(get(image, "/preview?path=" + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        String big = read(hostile, "/preview?path=big");
        assertThat(big).contains("Only the beginning is shown").hasSizeBetween(120_000, 150_000);
    }

    @Test
    @Tag("G5")
    void handsOutFilesAsDownloadsOnly() throws Exception {
        HttpResponse<String> file = get(image, "/raw?path=etc/link");
        assertThat(file.body()).isEqualTo("ada:x:1:1\n");
        assertThat(file.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        assertThat(file.headers().firstValue("Content-Length")).contains("10");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("passwd");

        String name = URLEncoder.encode(HOSTILE.replace("/", "") + "\"'\r\n", UTF_8);
        HttpResponse<String> other = get(hostile, "/raw?path=" + name);
        assertThat(other.body()).startsWith(HOSTILE);
        assertThat(other.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .doesNotContain("<", "\r");
        assertThat(get(image, "/raw?path=etc").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("G1")
    @Tag("C14")
    void showsWhatSomebodyWroteAsText() throws Exception {
        assertThat(read(hostile, "")).contains("&lt;script&gt;").doesNotContain("<script>alert");
        String name = URLEncoder.encode(HOSTILE.replace("/", "") + "\"'\r\n", UTF_8);
        assertThat(read(hostile, "/preview?path=" + name))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\u241b[31m", "U+202E")
                .doesNotContain("<script>alert", "\u001b", "\u202e");
    }

    @Test
    void saysWhichLayerIsNotShown() throws Exception {
        assertThat(read(hostile, "")).contains("Layer 2 is not shown.", "It is not a valid archive.");
    }

    @Test
    void saysThatLayersAreBeingRead() throws Exception {
        String fresh = image(tar().file("fresh", "1").gzip());

        HttpResponse<String> first = get(fresh, "");
        assertThat(first.body()).contains("read for the first time");
        assertThat(first.headers().firstValue("Refresh")).contains("3");
        assertThat(read(fresh, "")).contains(">fresh<");
    }

    @Test
    void leadsFromTheImageToItsFiles() throws Exception {
        String link = "href=\"" + MANIFESTS + image + "/files\"";
        assertThat(browser.get(MANIFESTS + image).body()).contains(link);
        assertThat(browser("aud").get(MANIFESTS + image).body()).doesNotContain(link);
    }

    @Test
    @Tag("C15")
    void leadsFromLinksToWhatTheyName() throws Exception {
        String etc = read(image, "?path=etc");
        assertThat(etc).contains(linked("/files/preview?path=etc%2Fpasswd", "link"));
        assertThat(etc).contains(linked("/files/preview?path=etc%2Fpasswd", "out"));
        assertThat(etc).contains("<span>loop</span>").containsOnlyOnce("leads nowhere in this image");
        assertThat(read(image, "")).contains(linked("/files?path=etc", "conf")).doesNotContain("leads nowhere");
        assertThat(read(image, "?path=etc&layer=1")).contains(linked("/files/preview?path=etc%2Fpasswd", "link"));
    }

    private String linked(String page, String name) {
        return "href=\"" + MANIFESTS + image + page + "\">" + name + "</a>";
    }

    @Test
    void namesTheLargestFilesAndWhatIsWasted() throws Exception {
        String root = summed(image);
        assertThat(root)
                .contains("Efficiency 50", "of 28 B in all layers, 14 B are wasted")
                .contains(">etc/passwd<", ">etc/old<", "/files/preview?path=etc%2Fpasswd&amp;layer=1\"");
        assertThat(get(image, "/preview?path=etc/old&layer=1").body()).contains(">old<");
        assertThat(read(image, "?path=etc")).doesNotContain("Efficiency");
        assertThat(read(image, "?layer=1")).doesNotContain("Efficiency");
        String line = "href=\"" + MANIFESTS + image + "/files#sums\"";
        assertThat(browser.get(MANIFESTS + image).body()).contains(line, "14 B wasted");
        assertThat(browser("aud").get(MANIFESTS + image).body()).doesNotContain(line, "14 B");
        assertThat(summed(hostile)).contains("No byte is wasted").doesNotContain("<script>alert");

        String body = rest(image, "");
        assertThat(JsonPath.<Integer>read(body, "$.sums.seen")).isEqualTo(14);
        assertThat(JsonPath.<Integer>read(body, "$.sums.wasted")).isEqualTo(14);
        assertThat(JsonPath.<List<String>>read(body, "$.sums.largest[*].path"))
                .containsExactly("etc/passwd", "bin/tool");
        assertThat(JsonPath.<List<String>>read(body, "$.sums.largestWasted[*].path"))
                .containsExactly("etc/passwd", "etc/old");
        assertThat(rest(image, "?path=etc")).doesNotContain("sums");
    }

    private String summed(String digest) throws Exception {
        return await().until(() -> read(digest, ""), it -> !it.contains("being worked out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?path=etc", "?path=nowhere", "/preview?path=etc/passwd", "/raw?path=etc/passwd"})
    void hidesFilesFromWhoeverMayNotPull(String page) throws Exception {
        for (Browser other : List.of(browser("eve"), browser("aud"), new Browser(port))) {
            HttpResponse<String> answer = other.get(MANIFESTS + image + "/files" + page);
            HttpResponse<String> missing = other.get("/r/ada/nothing/-/manifests/" + image + "/files" + page);
            assertThat(answer.statusCode()).isEqualTo(missing.statusCode()).isNotEqualTo(200);
            assertThat(answer.body()).doesNotContain("passwd<", "root:x", "ada:x");
        }
    }

    @Test
    void tellsByRestWhatIsInADirectory() throws Exception {
        String body = rest(image, "?path=etc&limit=2");
        assertThat(JsonPath.<String>read(body, "$.state")).isEqualTo("read");
        assertThat(JsonPath.<List<String>>read(body, "$.files[*].name")).containsExactly("link", "loop");
        assertThat(JsonPath.<List<String>>read(body, "$.layers[*].state")).containsExactly("read", "read");
        String next = api("ada", API + image + "/files?path=etc&limit=2")
                .headers()
                .firstValue("Link")
                .orElseThrow()
                .replaceAll("<(.*)>.*", "$1");
        assertThat(JsonPath.<List<String>>read(api("ada", next).body(), "$.files[*].name"))
                .containsExactly("out", "passwd");
        assertThat(JsonPath.<List<String>>read(rest(image, "?path=etc&layer=2"), "$.files[*].change"))
                .containsExactly("removed", "changed");
        assertThat(JsonPath.<List<String>>read(rest(hostile, ""), "$.layers[*].failure"))
                .containsExactly("invalid");
        assertThat(api("ada", API + image + "/files?path=nowhere").statusCode()).isEqualTo(404);
        assertThat(api("ada", API + image + "/files?layer=9").statusCode()).isEqualTo(400);
        assertThat(api("eve", API + image + "/files").statusCode()).isEqualTo(404);
        assertThat(api("aud", API + image + "/files").statusCode()).isEqualTo(404);
    }

    private String rest(String digest, String query) throws Exception {
        HttpResponse<String> answer = api("ada", API + digest + "/files" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> api(String name, String path) throws Exception {
        String credentials = Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + credentials)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Browser browser(String name) throws Exception {
        Browser other = new Browser(port);
        other.signIn(name, PASSWORD);
        return other;
    }

    private HttpResponse<String> get(String digest, String page) throws Exception {
        return browser.get(MANIFESTS + digest + "/files" + page);
    }

    private String read(String digest, String page) throws Exception {
        HttpResponse<String> answer =
                await().until(() -> get(digest, page), it -> !it.body().contains("read for the first time"));
        assertThat(answer.statusCode()).as(page).isEqualTo(200);
        return answer.body();
    }

    private String image(byte[]... layers) throws Exception {
        byte[] config = "{\"os\": \"linux\", \"architecture\": \"amd64\"}".getBytes(UTF_8);
        for (byte[] layer : layers) {
            pusher.blob("ada/web", layer);
        }
        String descriptors = Stream.of(layers)
                .map(it -> """
                        {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "%s", "size": %d}
                        """.formatted(Digest.sha256(it), it.length))
                .collect(Collectors.joining(","));
        return pusher.manifest("ada/web", "", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "layers": [%s],
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d}}
                """.formatted(
                        MANIFEST, descriptors, pusher.blob("ada/web", config), config.length));
    }
}
