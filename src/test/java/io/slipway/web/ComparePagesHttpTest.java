package io.slipway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SlipwayTest
class ComparePagesHttpTest extends AcmePages {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String WEB = "/r/acme/web/-/";

    private final Map<String, Integer> sizes = new HashMap<>();

    @Override
    void prepare() throws Exception {
        image("1.0", "amd64", "serve --old", "base", "old");
        image("2.0", "amd64", "serve --new", "base", "new <b>layer</b>");
    }

    @Test
    void showsWhatDiffersAndLeavesOutWhatDoesNot() throws Exception {
        String page = look("compare/1.0...2.0");

        assertThat(page)
                .contains("[&quot;serve --old&quot;]", "[&quot;serve --new&quot;]", "~ changed")
                .contains("ONLY-serve --old", "− removed", "ONLY-serve --new", "+ added")
                .contains("1 layer in common")
                .doesNotContain("SAME-FOR-BOTH");
    }

    @Test
    void saysThatBothAreTheSame() throws Exception {
        assertThat(look("compare/1.0...1.0"))
                .contains("Both are the same image.")
                .doesNotContain("in common");
    }

    @Test
    void comparesOnePlatformOfEach() throws Exception {
        String arm = image("arm", "arm64", "serve --arm", "base", "arm");
        String amd = image("amd", "amd64", "serve --amd", "base", "amd");
        for (String tag : new String[] {"multi-1", "multi-2"}) {
            String first = tag.endsWith("1") ? amd : arm;
            pusher().manifest("acme/web", tag, INDEX, """
                            {"schemaVersion": 2, "mediaType": "%s", "annotations": {"tag": "%s"}, "manifests": [
                             {"mediaType": "%s", "digest": "%s", "size": %d, "platform": {"os": "linux", "architecture": "amd64"}},
                             {"mediaType": "%s", "digest": "%s", "size": %d, "platform": {"os": "linux", "architecture": "arm64"}}]}
                            """.formatted(
                            INDEX, tag, MANIFEST, first, sizes.get(first), MANIFEST, arm, sizes.get(arm)));
        }

        assertThat(look("compare/multi-1...multi-2")).contains("serve --amd", "serve --arm", "linux/arm64");
        assertThat(look("compare/multi-1...multi-2?platform=linux%2Farm64")).contains("Both are the same image.");
    }

    @Test
    void leadsFromTheFormToAnAddressThatCanBeKept() throws Exception {
        assertThat(Browser.location(ada.get(WEB + "compare?from=1.0&to=2.0"))).isEqualTo(WEB + "compare/1.0...2.0");
        assertThat(ada.get(WEB + "compare?from=1.0").body()).contains("value=\"1.0\"");
        HttpResponse<String> missing = ada.get(WEB + "compare?from=1.0&to=none");
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(missing.body()).contains("There is no such tag or digest here.", "value=\"none\"");
        for (String nothing : new String[] {"compare/1.0", "compare/1.0...none", "compare/none...1.0", "compare/..."}) {
            assertThat(ada.get(WEB + nothing).statusCode()).as(nothing).isEqualTo(404);
        }
    }

    @Test
    @Tag("G1")
    @Tag("C14")
    void showsWhatOthersWroteAsText() throws Exception {
        image("hostile", "amd64", "<script>alert(1)</script>", "base", "x");

        assertThat(look("compare/1.0...hostile"))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert(1)");
        HttpResponse<String> typed = ada.get(WEB + "compare?from=%3Cscript%3Ealert(1)&to=x");
        assertThat(typed.statusCode()).isEqualTo(422);
        assertThat(typed.body()).doesNotContain("<script>alert(1)");
    }

    @Test
    @Tag("A2")
    void isThereForWhoeverMaySeeTheRepository() throws Exception {
        for (String page : new String[] {"compare", "compare/1.0...2.0", "compare?from=1.0&to=2.0"}) {
            assertThat(as("tom").get(WEB + page).statusCode()).isEqualTo(404);
            assertThat(new Browser(port).get(WEB + page).statusCode()).isEqualTo(404);
        }
        assertThat(as("bob").get(WEB + "compare/1.0...2.0").statusCode()).isEqualTo(200);
    }

    private String look(String page) {
        return await().until(() -> ada.get(WEB + page), it -> !it.body().contains("is being read"))
                .body();
    }

    private String image(String tag, String architecture, String command, String... layers) throws Exception {
        StringBuilder list = new StringBuilder();
        StringBuilder history = new StringBuilder();
        for (String layer : layers) {
            list.append(list.isEmpty() ? "" : ",").append("""
                    {"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "%s", "size": %d}
                    """.formatted(
                            pusher().blob("acme/web", layer.getBytes(UTF_8)), layer.getBytes(UTF_8).length));
            history.append(history.isEmpty() ? "" : ",")
                    .append("{\"created_by\": \"%s\"}"
                            .formatted(layer.equals("base") ? "SAME-FOR-BOTH" : "ONLY-" + command));
        }
        byte[] config = """
                {"os": "linux", "architecture": "%s", "config": {"Cmd": ["%s"], "Env": ["SAME-FOR-BOTH=1"]}, "history": [%s]}
                """.formatted(architecture, command, history).getBytes(UTF_8);
        String manifest = """
                        {"schemaVersion": 2, "mediaType": "%s", "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                         "digest": "%s", "size": %d}, "layers": [%s]}
                        """.formatted(MANIFEST, pusher().blob("acme/web", config), config.length, list);
        String digest = pusher().manifest("acme/web", tag, MANIFEST, manifest);
        sizes.put(digest, manifest.getBytes(UTF_8).length);
        return digest;
    }
}
