package io.slipway.oci;

import static io.slipway.oci.ManifestJson.CHILD;
import static io.slipway.oci.ManifestJson.CONFIG;
import static io.slipway.oci.ManifestJson.descriptor;
import static io.slipway.oci.ManifestJson.image;
import static io.slipway.oci.ManifestJson.index;
import static io.slipway.oci.ManifestJson.parseImage;
import static io.slipway.oci.ManifestJson.parseIndex;
import static io.slipway.oci.ManifestJson.repeat;
import static io.slipway.oci.ManifestJson.with;
import static io.slipway.oci.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C5")
class ManifestLimitsTest {

    private static final String LAYER = descriptor("a/b", "");

    @Test
    void takesFourMebibytes() {
        for (int length : new int[] {ManifestLimits.MAX_BYTES - 1, ManifestLimits.MAX_BYTES}) {
            assertThat(Manifest.parse(ManifestJson.OCI, padded(length)).bytes())
                    .hasSize(4 * 1024 * 1024 - (ManifestLimits.MAX_BYTES - length));
        }
        assertRefused(
                        ErrorCode.SIZE_INVALID,
                        () -> Manifest.parse(ManifestJson.OCI, padded(ManifestLimits.MAX_BYTES + 1)))
                .contains("4194304");
    }

    private static byte[] padded(int length) {
        var json = image().getBytes(UTF_8);
        var bytes = Arrays.copyOf(json, length);
        Arrays.fill(bytes, json.length, length, (byte) ' ');
        return bytes;
    }

    @Test
    void takesSixtyFourLevels() {
        for (int depth : new int[] {63, 64}) {
            assertThat(parseImage(nested("[", "]", depth)).layers()).isNotEmpty();
            assertThat(parseImage(nested("{\"a\":", "}", depth)).layers()).isNotEmpty();
        }
        for (int depth : new int[] {65, 66, 1_000, 500_000}) {
            assertRefused(ErrorCode.MANIFEST_INVALID, () -> parseImage(nested("[", "]", depth)))
                    .contains("64 levels");
            assertRefused(ErrorCode.MANIFEST_INVALID, () -> parseImage(nested("{\"a\":", "}", depth)))
                    .contains("64 levels");
        }
    }

    /// The object of the manifest is the first level.
    private static String nested(String open, String close, int depth) {
        return with(image(), "\"x\":" + open.repeat(depth - 1) + "1" + close.repeat(depth - 1));
    }

    @Test
    void takesTenThousandDescriptors() {
        assertThat(parseIndex(index(repeat(CHILD, 9_999))).manifests()).hasSize(9_999);
        assertThat(parseIndex(index(repeat(CHILD, 10_000))).manifests()).hasSize(10_000);
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> parseIndex(index(repeat(CHILD, 10_001))))
                .contains("10000 descriptors");
    }

    @Test
    void countsTheConfigAsDescriptor() {
        assertThat(parseImage(image(CONFIG, repeat(LAYER, 9_999))).references()).hasSize(10_000);
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> parseImage(image(CONFIG, repeat(LAYER, 10_000))));
    }

    @Test
    void readsKeysWithEqualHashCodesFast() {
        var annotations = IntStream.range(0, 1 << 16)
                .mapToObj(number -> '"' + colliding(number) + "\":\"\"")
                .collect(Collectors.joining(",", "\"annotations\":{", "}"));
        assertTimeoutPreemptively(
                ofSeconds(5),
                () -> assertThat(parseImage(with(image(), annotations)).annotations())
                        .hasSize(1 << 16));
    }

    // "Aa" and "BB" have the same hash code, and so has every sequence of them.
    private static String colliding(int number) {
        return IntStream.range(0, 16)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
