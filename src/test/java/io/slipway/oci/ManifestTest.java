package io.slipway.oci;

import static io.slipway.oci.ManifestJson.CHILD;
import static io.slipway.oci.ManifestJson.CONFIG;
import static io.slipway.oci.ManifestJson.CONFIG_TYPE;
import static io.slipway.oci.ManifestJson.LAYER;
import static io.slipway.oci.ManifestJson.LAYER_TYPE;
import static io.slipway.oci.ManifestJson.descriptor;
import static io.slipway.oci.ManifestJson.image;
import static io.slipway.oci.ManifestJson.index;
import static io.slipway.oci.ManifestJson.parse;
import static io.slipway.oci.ManifestJson.parseImage;
import static io.slipway.oci.ManifestJson.parseIndex;
import static io.slipway.oci.ManifestJson.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    @Test
    void readsConfigAndLayersInOrder() {
        var other = descriptor("application/x", "");
        var manifest = parseImage(image(CONFIG, "[" + LAYER + "," + other + "]"));
        assertThat(manifest.config().mediaType()).isEqualTo(CONFIG_TYPE);
        assertThat(manifest.layers()).map(Descriptor::mediaType).containsExactly(LAYER_TYPE, "application/x");
        assertThat(manifest.references())
                .map(Descriptor::mediaType)
                .containsExactly(CONFIG_TYPE, LAYER_TYPE, "application/x");
    }

    @Test
    void readsDescriptor() {
        var layer = parseImage(image()).layers().getFirst();
        assertThat(layer)
                .isEqualTo(new Descriptor(
                        LAYER_TYPE,
                        Digest.sha256("abc".getBytes(UTF_8)),
                        3,
                        Optional.empty(),
                        Map.of("a", "b"),
                        Optional.empty()));
    }

    @Test
    void readsPlatformsOfAnIndex() {
        var platform = "{\"os\":\"windows\",\"os.version\":\"10.0.1\",\"architecture\":\"arm64\",\"variant\":\"v8\","
                + "\"os.features\":[\"win32k\"],\"features\":[]}";
        var manifest = parseIndex(index("[" + CHILD + "," + descriptor("a/b", ",\"platform\":" + platform) + "]"));
        assertThat(manifest.manifests())
                .map(child -> child.platform().orElseThrow().toString())
                .containsExactly("linux/arm64", "windows/arm64/v8");
        assertThat(manifest.manifests().getLast().platform().flatMap(Platform::osVersion))
                .contains("10.0.1");
        assertThat(manifest.references()).isEqualTo(manifest.manifests());
    }

    @Test
    void emptyPlatformIsNone() {
        var child = descriptor("a/b", ",\"platform\":{\"os\":\"\",\"architecture\":\"\"}");
        assertThat(parseIndex(index("[" + child + "]")).manifests().getFirst().platform())
                .isEmpty();
    }

    @Test
    @Tag("C4")
    @Tag("C5")
    void keepsAndHashesTheBytesAsPushed() {
        var bytes = ("\n " + image() + " \r\n").getBytes(UTF_8);
        var manifest = Manifest.parse(ManifestJson.OCI, bytes);
        assertThat(manifest.bytes()).isEqualTo(bytes);
        assertThat(manifest.digest()).isEqualTo(Digest.sha256(bytes)).isSameAs(manifest.digest());
    }

    @ParameterizedTest
    @EnumSource
    void acceptsEveryTypeWithAndWithoutMediaTypeInTheBody(MediaType type) {
        var json = (type.isIndex() ? index() : image())
                .replaceFirst("\"mediaType\":\"[^\"]*\"", "\"mediaType\":\"" + type + "\"");
        assertThat(parse(type, json).mediaType()).isEqualTo(type);
        assertThat(parse(type, json.replaceFirst("\"mediaType\":\"[^\"]*\",", ""))
                        .mediaType())
                .isEqualTo(type);
        assertThat(Manifest.parse("", json.getBytes(UTF_8)).mediaType()).isEqualTo(type);
        assertThat(Manifest.parse(type + "; charset=utf-8", json.getBytes(UTF_8))
                        .mediaType())
                .isEqualTo(type);
    }

    @Test
    void mediaTypeMayComeLast() {
        var json = with(image().replaceFirst("\"mediaType\":\"[^\"]*\",", ""), "\"mediaType\":\"%s\"");
        assertThat(Manifest.parse("", json.formatted(ManifestJson.OCI).getBytes(UTF_8)))
                .isInstanceOf(ImageManifest.class);
    }

    @Test
    void artifactTypeOfAnImageFallsBackToItsConfig() {
        assertThat(parseImage(image()).artifactType()).contains(CONFIG_TYPE);
        assertThat(parseImage(with(image(), "\"artifactType\":\"\"")).artifactType())
                .contains(CONFIG_TYPE);
        assertThat(parseImage(with(image(), "\"artifactType\":\"a/b\"")).artifactType())
                .contains("a/b");
    }

    @Test
    void artifactTypeOfAnIndexIsItsOwnOrNone() {
        assertThat(parseIndex(index()).artifactType()).isEmpty();
        assertThat(parseIndex(with(index(), "\"artifactType\":\"\"")).artifactType())
                .isEmpty();
        assertThat(parseIndex(with(index(), "\"artifactType\":\"a/b\"")).artifactType())
                .contains("a/b");
    }

    @Test
    void readsSubjectAndAnnotations() {
        var more = "\"subject\":" + CHILD + ",\"annotations\":{\"z\":\"1\",\"\":\"<b>\\r\\n\\u001b\",\"a\":\"\"}";
        for (var manifest : new Manifest[] {parseImage(with(image(), more)), parseIndex(with(index(), more))}) {
            assertThat(manifest.subject().map(Descriptor::mediaType)).contains(ManifestJson.OCI);
            assertThat(manifest.annotations().keySet()).containsExactly("z", "", "a");
            assertThat(manifest.references()).hasSizeLessThan(4);
        }
    }

    @Test
    void nullMeansAbsentForOptionalKeys() {
        var more = "\"subject\":null,\"annotations\":null,\"artifactType\":null";
        var layer = descriptor("a/b", ",\"annotations\":null,\"data\":null,\"urls\":null,\"platform\":null");
        var manifest = parseImage(with(image(CONFIG, "[" + layer + "]"), more));
        assertThat(manifest.subject()).isEmpty();
        assertThat(manifest.annotations()).isEmpty();
        assertThat(manifest.layers().getFirst().platform()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.oci.image.layer.nondistributable.v1.tar",
                "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
                "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"
            })
    void knowsLayersThatMayBeElsewhere(String type) {
        var layer = descriptor(type, ",\"urls\":[\"file:///etc/passwd\",\"http://169.254.169.254/\"]");
        var manifest = parseImage(image(CONFIG, "[" + layer + "," + LAYER + "]"));
        assertThat(manifest.layers()).map(Descriptor::isNonDistributable).containsExactly(true, false);
    }

    @Test
    void ignoresUnknownKeysWhateverTheyHold() {
        var unknown = "\"org.XYZ\":\"text\",\"blobs\":[{\"Layers\":[1e999,-1,null,{}]}],\"x\":" + "9".repeat(5_000);
        var layer = descriptor("a/b", ",\"" + "k".repeat(60_000) + "\":{\"Digest\":1}");
        assertThat(parseImage(with(image(CONFIG, "[" + layer + "]"), unknown)).layers())
                .hasSize(1);
    }
}
