package io.slipway.oci;

import static io.slipway.oci.ManifestJson.CONFIG;
import static io.slipway.oci.ManifestJson.HEX;
import static io.slipway.oci.ManifestJson.LAYER;
import static io.slipway.oci.ManifestJson.descriptor;
import static io.slipway.oci.ManifestJson.image;
import static io.slipway.oci.ManifestJson.parseImage;
import static io.slipway.oci.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C6")
class DescriptorRefusalTest {

    static List<Arguments> spoiledDescriptors() {
        return List.of(
                arguments(LAYER.replace("sha256:" + HEX, "sha256:abc"), ".digest is not valid"),
                arguments(LAYER.replace("sha256:" + HEX, "md5:abc"), ".digest is not valid"),
                arguments(LAYER.replace("sha256:", "sha512:"), ".digest is not valid"),
                arguments(LAYER.replace("sha256:" + HEX, "latest"), ".digest is not valid"),
                arguments(LAYER.replace("\"sha256:" + HEX + '"', "7"), ".digest is not a string"),
                arguments(LAYER.replace("\"digest\"", "\"x\""), ".digest is missing"),
                arguments(LAYER.replace("\"digest\"", "\"Digest\""), "in layers[1] must be written \"digest\""),
                arguments(LAYER.replace("\"size\"", "\"SIZE\""), "in layers[1] must be written \"size\""),
                arguments(LAYER.replace("\"size\"", "\"\u017fize\""), "must be written \"size\""),
                arguments(LAYER.replace("\"size\"", "\"x\""), ".size is missing"),
                arguments(
                        LAYER.replaceFirst("\"mediaType\":\"[^\"]*\"", "\"mediaType\":\"\""), ".mediaType is missing"),
                arguments(
                        LAYER.replaceFirst("\"mediaType\":\"[^\"]*\"", "\"mediaType\":null"), ".mediaType is missing"),
                arguments(LAYER.replaceFirst("\"mediaType\":\"[^\"]*\"", "\"mediaType\":1"), ".mediaType is not a"),
                arguments(LAYER.replace("\"size\":3", "\"size\":3,\"size\":3"), "Duplicate"),
                arguments(LAYER.replace("YWJj", "YWJk"), ".data does not match"),
                arguments(LAYER.replace("YWJj", "YWI="), ".data has 2 bytes"),
                arguments(LAYER.replace("YWJj", ""), ".data has 0 bytes"),
                arguments(LAYER.replace("YWJj", "YWJ"), ".data is not valid base64"),
                arguments(LAYER.replace("YWJj", "YW j"), ".data is not valid base64"),
                arguments(LAYER.replace("YWJj", "YW_-"), ".data is not valid base64"),
                arguments(LAYER.replace("\"YWJj\"", "[1]"), ".data is not a string"),
                arguments(LAYER.replace("\"size\":3", "\"size\":4"), ".data has 3 bytes"),
                arguments(LAYER.replace("{\"a\":\"b\"}", "{\"a\":{}}"), ".annotations[\"a\"] is not a string"),
                arguments(LAYER.replace("{\"a\":\"b\"}", "7"), ".annotations is not a JSON object"),
                arguments(descriptor("a/b", ",\"urls\":\"x\""), ".urls is not an array"),
                arguments(descriptor("a/b", ",\"urls\":[1]"), ".urls[0] is not a string"),
                arguments(descriptor("a/b", ",\"artifactType\":[]"), ".artifactType is not a string"),
                arguments(descriptor("a/b", ",\"platform\":\"linux\""), ".platform is not a JSON object"),
                arguments(descriptor("a\\u0000b", ""), "cannot be stored"),
                arguments("{}", ".mediaType is missing"));
    }

    @ParameterizedTest
    @MethodSource("spoiledDescriptors")
    void refusesSpoiledDescriptorAndSaysWhere(String layer, String sentence) {
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> parseImage(image(CONFIG, "[" + LAYER + "," + layer + "]")))
                .contains(sentence)
                .hasSizeLessThan(700);
    }

    static List<Arguments> illegalSizes() {
        return List.of(
                arguments("-1", "layers[0].size is negative"),
                arguments("-9223372036854775809", "layers[0].size does not fit"),
                arguments("9223372036854775808", "layers[0].size does not fit"),
                arguments("18446744073709551616", "layers[0].size does not fit"),
                arguments("9".repeat(100_000), "layers[0].size does not fit"),
                arguments("1e999", "layers[0].size is not an integer"),
                arguments("1e1", "layers[0].size is not an integer"),
                arguments("1.5", "layers[0].size is not an integer"),
                arguments("3.0", "layers[0].size is not an integer"),
                arguments("\"3\"", "layers[0].size is not an integer"),
                arguments("true", "layers[0].size is not an integer"),
                arguments("[3]", "layers[0].size is not an integer"),
                arguments("null", "layers[0].size is missing"),
                arguments("+3", "not valid JSON"),
                arguments("03", "not valid JSON"),
                arguments("0x3", "not valid JSON"),
                arguments("Infinity", "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("illegalSizes")
    void refusesIllegalSize(String size, String sentence) {
        var layer = descriptor("a/b", "").replace("\"size\":3", "\"size\":" + size);
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> parseImage(image(CONFIG, "[" + layer + "]")))
                .contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Integer.MAX_VALUE, Long.MAX_VALUE})
    void acceptsSizesOf63Bits(long size) {
        var layer = descriptor("a/b", "").replace("\"size\":3", "\"size\":" + size);
        assertThat(parseImage(image(CONFIG, "[" + layer + "]"))
                        .layers()
                        .getFirst()
                        .size())
                .isEqualTo(size);
    }
}
