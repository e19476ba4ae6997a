package io.slipway.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Which contents a form was made from, as a short text that it carries: so that of two people who edit the same, the
/// later one is asked.
public final class Edition {

    public static final String FIELD = "edition";

    private static final int BYTES = 16;

    private Edition() {}

    public static String of(String... contents) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String part : contents) {
                hash.update(part.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
            }
            return HexFormat.of().formatHex(hash.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A form that carries none fits everything, as a request without `If-Match` does.
    public static boolean fits(Map<String, String> form, String edition) {
        return form.getOrDefault(FIELD, edition).equals(edition);
    }
}
