package io.slipway.oci;

import java.util.Arrays;
import java.util.HexFormat;

/// The address of content. Equal digests are equal texts: the hex part is always lower case.
public record Digest(DigestAlgorithm algorithm, String hex) implements Reference {

    private static final HexFormat HEX = HexFormat.of();

    public Digest {
        if (hex.length() != 2 * algorithm.length() || !isLowerHex(hex)) {
            throw invalid(algorithm.id() + ':' + hex);
        }
    }

    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw invalid(text);
        }
        var algorithm = DigestAlgorithm.find(text.substring(0, colon)).orElseThrow(() -> invalid(text));
        return new Digest(algorithm, text.substring(colon + 1));
    }

    /// Tells a digest from a tag; says nothing about whether it is well formed.
    public static boolean isDigest(String text) {
        return text.indexOf(':') >= 0;
    }

    public static Digest of(DigestAlgorithm algorithm, byte[] hash) {
        if (hash.length != algorithm.length()) {
            throw new IllegalArgumentException(hash.length + " bytes are not a hash of " + algorithm.id());
        }
        return new Digest(algorithm, HEX.formatHex(hash));
    }

    public static Digest sha256(byte[] content) {
        return compute(DigestAlgorithm.SHA256, content);
    }

    public static Digest compute(DigestAlgorithm algorithm, byte[] content) {
        return of(algorithm, algorithm.newDigest().digest(content));
    }

    /// Reads what [#toBytes] wrote.
    public static Digest fromBytes(byte[] bytes) {
        for (var algorithm : DigestAlgorithm.values()) {
            if (bytes.length > 0 && bytes[0] == algorithm.code()) {
                return of(algorithm, Arrays.copyOfRange(bytes, 1, bytes.length));
            }
        }
        throw new IllegalArgumentException("No digest algorithm has the code of these " + bytes.length + " bytes");
    }

    /// The database form: the algorithm's code, then the hash.
    public byte[] toBytes() {
        byte[] bytes = new byte[1 + algorithm.length()];
        bytes[0] = algorithm.code();
        System.arraycopy(HEX.parseHex(hex), 0, bytes, 1, algorithm.length());
        return bytes;
    }

    @Override
    public String toString() {
        return algorithm.id() + ':' + hex;
    }

    private static boolean isLowerHex(String text) {
        return text.chars()
                .allMatch(character -> character >= '0' && character <= '9' || character >= 'a' && character <= 'f');
    }

    private static OciException invalid(String text) {
        return new OciException(
                ErrorCode.DIGEST_INVALID,
                "The digest " + Excerpt.quote(text) + " is not valid: use sha256: with 64 or sha512: with 128"
                        + " lower-case hexadecimal digits.");
    }
}
