package io.slipway.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BareManifestTest {

    private static final String CONFIG =
            "{\"mediaType\":\"a/b\",\"digest\":\"sha256:" + "ab".repeat(32) + "\",\"size\":2}";
    private static final String IMAGE = "\"schemaVersion\":2,\"config\":" + CONFIG + ",\"layers\":[]";

    @Test
    void tellsByItsFieldsWhatHasNoType() {
        assertThat(type("{" + IMAGE + "}")).isEqualTo(MediaType.OCI_MANIFEST);
        assertThat(type("{\"schemaVersion\":2,\"manifests\":[]}")).isEqualTo(MediaType.OCI_INDEX);
    }

    @Test
    void believesTheTypeThatIsThere() {
        String docker = "\"mediaType\":\"" + MediaType.DOCKER_MANIFEST.value() + "\"";
        assertThat(type("{" + IMAGE + "," + docker + "}")).isEqualTo(MediaType.DOCKER_MANIFEST);
    }

    @Test
    void refusesWhatNoPushWouldBringIn() {
        for (String text : new String[] {
            "{\"schemaVersion\":1,\"fsLayers\":[]}",
            "{" + IMAGE + ",\"manifests\":[]}",
            "{" + IMAGE + ",\"mediaType\":\"text/plain\"}",
            "{}",
            "",
            "x".repeat(ManifestLimits.MAX_BYTES + 1)
        }) {
            assertThatThrownBy(() -> type(text)).as("%.40s", text).isInstanceOf(OciException.class);
        }
    }

    private static MediaType type(String text) {
        return BareManifest.parse(text.getBytes(UTF_8)).mediaType();
    }
}
