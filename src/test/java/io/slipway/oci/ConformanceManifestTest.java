package io.slipway.oci;

import static io.slipway.oci.ManifestJson.CONFIG;
import static io.slipway.oci.ManifestJson.HEX;
import static io.slipway.oci.ManifestJson.INDEX;
import static io.slipway.oci.ManifestJson.descriptor;
import static io.slipway.oci.ManifestJson.image;
import static io.slipway.oci.ManifestJson.index;
import static io.slipway.oci.ManifestJson.parseImage;
import static io.slipway.oci.ManifestJson.parseIndex;
import static io.slipway.oci.ManifestJson.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Odd but valid manifests, as the conformance suite of the specification makes them.
class ConformanceManifestTest {

    private static final String EMPTY = "application/vnd.oci.empty.v1+json";

    @Test
    void acceptsEmptyLayerList() {
        assertThat(parseImage(image(CONFIG, "[]")).layers()).isEmpty();
    }

    @Test
    void acceptsEmptyIndex() {
        assertThat(parseIndex(index("[]")).manifests()).isEmpty();
    }

    @Test
    void acceptsNestedIndexWithoutPlatforms() {
        assertThat(parseIndex(index("[" + descriptor(INDEX, "") + "]")).manifests())
                .hasSize(1);
    }

    @Test
    void acceptsLargeManifestOfAnnotations() {
        var annotations = IntStream.range(0, 390)
                .mapToObj(number -> "\"large-annotation-%d\":\"%s\"".formatted(number, "A".repeat(10_000)))
                .collect(joining(",", "\"annotations\":{", "}"));
        assertThat(parseImage(with(image(), annotations)).annotations()).hasSize(390);
    }

    @Test
    void acceptsArtifactWithEmptyConfigAndLayer() {
        var empty = dataDescriptor(EMPTY, DigestAlgorithm.SHA256, "{}".getBytes(UTF_8));
        var manifest =
                parseImage(with(image(empty, "[" + empty + "]"), "\"artifactType\":\"application/vnd.example.oci\""));
        assertThat(manifest.artifactType()).contains("application/vnd.example.oci");
    }

    @Test
    void acceptsEmbeddedDataOfBothAlgorithms() {
        for (var algorithm : DigestAlgorithm.values()) {
            for (int size : new int[] {0, 1, 2, 3, 2048}) {
                var config = dataDescriptor(EMPTY, algorithm, new byte[size]);
                assertThat(parseImage(image(config, "[]")).config().size()).isEqualTo(size);
            }
        }
    }

    @Test
    void acceptsMissingSubjectAndCustomFields() {
        var subject = descriptor(ManifestJson.OCI, "").replace(HEX, HEX.replace('a', '0'));
        var manifest = parseImage(with(image(), "\"subject\":" + subject + ",\"org.ABC\":\"XYZ\""));
        assertThat(manifest.subject()).isPresent();
    }

    @Test
    void acceptsNonDistributableLayersWithUrls() {
        var type = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
        var layer = descriptor(type, ",\"urls\":[\"https://store.example.com/blobs/sha256/" + HEX + "\"]");
        assertThat(parseImage(image(CONFIG, "[" + layer + "]"))
                        .layers()
                        .getFirst()
                        .isNonDistributable())
                .isTrue();
    }

    private static String dataDescriptor(String type, DigestAlgorithm algorithm, byte[] content) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"data\":\"%s\"}"
                .formatted(
                        type,
                        Digest.compute(algorithm, content),
                        content.length,
                        Base64.getEncoder().encodeToString(content));
    }
}
