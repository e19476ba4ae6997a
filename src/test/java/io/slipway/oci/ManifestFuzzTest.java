package io.slipway.oci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C5")
@Tag("C6")
class ManifestFuzzTest {

    private static final int ROUNDS = 20_000;

    private static final List<String> SEEDS = List.of(
            ManifestJson.image(),
            ManifestJson.index(),
            ManifestJson.with(ManifestJson.image(), "\"subject\":" + ManifestJson.CHILD + ",\"annotations\":{}"));

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "1e999",
            "-1",
            "9223372036854775808",
            "\\u0000",
            "\\ud800",
            "\0",
            "\uFEFF",
            "\"layers\":",
            "\"manifests\":",
            "\"config\":",
            "\"Size\":",
            "[[[[[[[[[[[[[[[[",
            "{\"a\":",
            "\"data\":\"",
            "====",
            "\\",
            "\u202e",
            "sha512:",
            "true",
            "0",
            "99999999999999999999",
            " ",
            "\"fsLayers\":");

    @Test
    void onlyOciExceptionEscapesFromSpoiledManifests() {
        var random = new Random(20_250_101);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes = mutate(bytes, random);
            }
            accepted += parses(bytes, random) ? 1 : 0;
        }
        assertThat(accepted).as("both outcomes happen").isBetween(1, ROUNDS - 1);
    }

    @Test
    void onlyOciExceptionEscapesFromRandomBytes() {
        var random = new Random(4_711);
        for (int round = 0; round < 5_000; round++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(parses(bytes, random)).isFalse();
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(12));
        return switch (random.nextInt(5)) {
            case 0 ->
                splice(
                        bytes,
                        from,
                        from,
                        PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
            case 1 ->
                splice(
                        bytes,
                        from,
                        to,
                        PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
            case 2 -> splice(bytes, from, to, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(bytes, from, to, new byte[0]);
            default -> splice(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
        };
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] piece) {
        var result = new byte[bytes.length - (to - from) + piece.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }

    private static boolean parses(byte[] bytes, Random random) {
        var contentType = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> ManifestJson.INDEX;
            default -> ManifestJson.OCI;
        };
        try {
            var manifest = Manifest.parse(contentType, bytes);
            assertThat(manifest.digest()).isEqualTo(Digest.sha256(bytes));
            return true;
        } catch (OciException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
            assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(1_000);
            return false;
        } catch (RuntimeException | StackOverflowError escaped) {
            return fail("escaped for " + new String(bytes, UTF_8), escaped);
        }
    }
}
