package io.slipway.oci;

import static io.slipway.oci.ManifestJson.CHILD;
import static io.slipway.oci.ManifestJson.CONFIG;
import static io.slipway.oci.ManifestJson.LAYER;
import static io.slipway.oci.ManifestJson.image;
import static io.slipway.oci.ManifestJson.index;
import static io.slipway.oci.ManifestJson.parse;
import static io.slipway.oci.ManifestJson.with;
import static io.slipway.oci.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C5")
class ManifestRefusalTest {

    static List<Arguments> spoiledImages() {
        return List.of(
                arguments("", "not a JSON object"),
                arguments("null", "not a JSON object"),
                arguments("[]", "not a JSON object"),
                arguments("\"{}\"", "not a JSON object"),
                arguments("7", "not a JSON object"),
                arguments("{", "ends too early"),
                arguments(image().substring(0, 200), "ends too early"),
                arguments(image() + "x", "not valid JSON"),
                arguments(image() + "{}", "after its end"),
                arguments(image() + "\0", "not valid JSON"),
                arguments(image() + " 1", "after its end"),
                arguments("\0" + image(), "not valid JSON"),
                arguments("\uFEFF" + image(), "byte order mark"),
                arguments(image().replace("{", "{/* */"), "not valid JSON"),
                arguments(image().replace("]", ",]"), "not valid JSON"),
                arguments(image().replace('"', '\''), "not valid JSON"),
                arguments(with(image(), "\"x\":NaN"), "not valid JSON"),
                arguments(with(image(), "\"x\":01"), "not valid JSON"),
                arguments(with(image(), "\"x\":\"\n\""), "not valid JSON"),
                arguments(with(image(), "\"schemaVersion\":2"), "Duplicate"),
                arguments(with(image(), "\"layers\":[]"), "Duplicate"),
                arguments(with(image(), "\"l\\u0061yers\":[]"), "Duplicate"),
                arguments(with(image(), "\"x\":{\"y\":1,\"y\":2}"), "Duplicate"),
                arguments(with(image(), "\"annotations\":{\"a\":\"1\",\"a\":\"2\"}"), "Duplicate"),
                arguments(with(image(), "\"Layers\":[]"), "must be written \"layers\""),
                arguments(with(image(), "\"Config\":{}"), "must be written \"config\""),
                arguments(with(image(), "\"mediatype\":\"\""), "must be written \"mediaType\""),
                arguments(with(image(), "\"MANIFESTS\":[]"), "must be written \"manifests\""),
                arguments(with(image(), "\"layer\u017f\":[]"), "must be written \"layers\""),
                arguments(with(image(), "\"Subject\":null"), "must be written \"subject\""),
                arguments(with(image(), "\"FSLayers\":[]"), "must be written \"fsLayers\""),
                arguments(with(image(), "\"manifests\":[]"), "manifests has no place in an image manifest"),
                arguments(with(image(), "\"manifests\":null"), "manifests has no place in an image manifest"),
                arguments(with(image(), "\"fsLayers\":[]"), "schema 1"),
                arguments(image().replace("\"schemaVersion\":2", "\"schemaVersion\":1"), "schema 1"),
                arguments(image().replace("\"schemaVersion\":2", "\"schemaVersion\":3"), "schemaVersion"),
                arguments(image().replace("\"schemaVersion\":2", "\"schemaVersion\":2.0"), "schemaVersion"),
                arguments(image().replace("\"schemaVersion\":2", "\"schemaVersion\":\"2\""), "schemaVersion"),
                arguments(image().replace("\"schemaVersion\":2", "\"schemaVersion\":null"), "schemaVersion"),
                arguments(image().replace("\"schemaVersion\":2,", ""), "schemaVersion"),
                arguments(image().replace("image.manifest", "image.index"), "but the manifest was pushed as"),
                arguments(image().replace("oci.image.manifest", "OCI.image.manifest"), "mediaType"),
                arguments(image().replaceFirst("\"mediaType\":\"[^\"]*\"", "\"mediaType\":\"\""), "mediaType"),
                arguments(image().replaceFirst("\"mediaType\":\"[^\"]*\"", "\"mediaType\":2"), "mediaType"),
                arguments(image("null", "[]"), "config is missing"),
                arguments(image("[]", "[]"), "config is not a JSON object"),
                arguments(image("{}", "[]"), "config.mediaType is missing"),
                arguments(image(CONFIG, "null"), "layers is missing"),
                arguments(image(CONFIG, "{}"), "layers is not an array"),
                arguments(image(CONFIG, "[null]"), "layers[0] is not a JSON object"),
                arguments(image(CONFIG, "[" + LAYER + ",[]]"), "layers[1] is not a JSON object"),
                arguments("{\"schemaVersion\":2,\"config\":" + CONFIG + "}", "layers is missing"),
                arguments("{\"schemaVersion\":2,\"layers\":[]}", "config is missing"),
                arguments(with(image(), "\"artifactType\":{}"), "artifactType is not a string"),
                arguments(with(image(), "\"annotations\":[]"), "annotations is not a JSON object"),
                arguments(with(image(), "\"annotations\":{\"a\":1}"), "annotations[\"a\"] is not a string"),
                arguments(with(image(), "\"annotations\":{\"a\":null}"), "annotations[\"a\"] is not a string"),
                arguments(with(image(), "\"annotations\":{\"a\":\"\\u0000\"}"), "cannot be stored"),
                arguments(with(image(), "\"annotations\":{\"\\ud800\":\"\"}"), "cannot be stored"),
                arguments(with(image(), "\"subject\":{}"), "subject.mediaType is missing"),
                arguments(with(image(), "\"subject\":[]"), "subject is not a JSON object"));
    }

    @ParameterizedTest
    @MethodSource("spoiledImages")
    void refusesSpoiledImageManifest(String json, String sentence) {
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> parse(MediaType.OCI_MANIFEST, json))
                .contains(sentence)
                .hasSizeLessThan(700);
    }

    static List<Arguments> spoiledIndexes() {
        return List.of(
                arguments(with(index(), "\"layers\":[]"), "layers has no place in an index"),
                arguments(with(index(), "\"config\":null"), "config has no place in an index"),
                arguments(with(index(), "\"config\":" + CONFIG), "config has no place in an index"),
                arguments(index().replace("\"manifests\"", "\"x\""), "manifests is missing"),
                arguments(index("null"), "manifests is missing"),
                arguments(index("{}"), "manifests is not an array"),
                arguments(index("[" + CHILD + ",1]"), "manifests[1] is not a JSON object"),
                arguments(
                        index().replace("arm64\"", "arm64\",\"os.version\":1"), "platform.os.version is not a string"),
                arguments(index().replace("\"platform\":{", "\"platform\":[{"), "manifests[0].platform"));
    }

    @ParameterizedTest
    @MethodSource("spoiledIndexes")
    void refusesSpoiledIndex(String json, String sentence) {
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> parse(MediaType.OCI_INDEX, json))
                .contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
    void refusesOtherCharsets(String charset) {
        assertRefused(
                ErrorCode.MANIFEST_INVALID,
                () -> Manifest.parse(ManifestJson.OCI, image().getBytes(Charset.forName(charset))));
    }

    @Test
    void refusesMalformedUtf8() {
        var json = with(image(), "\"x\":\"\u00e9\"");
        assertRefused(
                        ErrorCode.MANIFEST_INVALID,
                        () -> Manifest.parse(ManifestJson.OCI, json.getBytes(StandardCharsets.ISO_8859_1)))
                .contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/vnd.oci.artifact.manifest.v1+json",
                "application/x-www-form-urlencoded",
                "x"
            })
    void refusesOtherTypesAndNamesTheAcceptedOnes(String type) {
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> Manifest.parse(type, image().getBytes(UTF_8)))
                .contains(type, MediaType.OCI_INDEX.value(), MediaType.DOCKER_MANIFEST.value());
        var body = "{\"mediaType\":\"" + type + "\"}";
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> Manifest.parse("", body.getBytes(UTF_8)))
                .contains(type, MediaType.OCI_INDEX.value());
    }

    @Test
    void refusesBodyThatDoesNotSayWhatItIs() {
        var json = "{\"schemaVersion\":2,\"config\":" + CONFIG + ",\"layers\":[]}";
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> Manifest.parse("", json.getBytes(UTF_8)))
                .contains("without a Content-Type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.docker.distribution.manifest.v1+json",
                "application/vnd.docker.distribution.manifest.v1+prettyjws; charset=utf-8",
                "application/vnd.docker.distribution.manifest.v2+json",
                ""
            })
    void refusesSchemaOneWithItsOwnSentence(String contentType) {
        var json = "{\"schemaVersion\":1,\"name\":\"a\",\"tag\":\"b\",\"history\":[],\"signatures\":[]}";
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> Manifest.parse(contentType, json.getBytes(UTF_8)))
                .contains("schema 1");
    }
}
