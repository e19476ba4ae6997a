package io.slipway.content;

import io.slipway.oci.DigestAlgorithm;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The first digits of a digest, as people copy them.
///
/// @param algorithm empty where only digits were given
/// @param hex       at least twelve digits
public record DigestStart(Optional<DigestAlgorithm> algorithm, String hex) {

    private static final int LEAST = 12;
    /// Bytes in the index.
    private static final int INDEXED = 16;

    static Optional<DigestStart> parse(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        int colon = small.indexOf(':');
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.find(small.substring(0, Math.max(0, colon)));
        String hex = small.substring(colon + 1);
        boolean digits = hex.length() >= LEAST
                && hex.length() <= 2 * DigestAlgorithm.SHA512.length()
                && hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        return digits && (colon < 0 || algorithm.isPresent())
                ? Optional.of(new DigestStart(algorithm, hex))
                : Optional.empty();
    }

    byte[] least() {
        return bound('0');
    }

    byte[] most() {
        return bound('f');
    }

    private byte[] bound(char rest) {
        String digits = hex.substring(0, Math.min(hex.length(), 2 * INDEXED));
        return HexFormat.of().parseHex(digits + String.valueOf(rest).repeat(2 * INDEXED - digits.length()));
    }
}
