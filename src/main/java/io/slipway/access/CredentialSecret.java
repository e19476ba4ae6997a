package io.slipway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// The secret of a personal access token (`slp_`), of a robot (`slr_`) or of a build (`slb_`): the prefix, 36 random
/// characters, and the CRC32 of both in six more. So scanners recognise one, and a mistyped one is refused without a
/// query.
///
/// @param value what the holder keeps; it is written down nowhere else
record CredentialSecret(String value) {

    enum Prefix {
        PERSON("slp_"),
        ROBOT("slr_"),
        BUILD("slb_");

        private final String text;

        Prefix(String text) {
            this.text = text;
        }
    }

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX = 4;
    private static final int RANDOM = 36;
    private static final int CHECK = 6;
    private static final int HINT = 4;
    private static final SecureRandom SOURCE = new SecureRandom();

    static CredentialSecret fresh(Prefix prefix) {
        StringBuilder text = new StringBuilder(prefix.text);
        for (int i = 0; i < RANDOM; i++) {
            text.append(ALPHABET.charAt(SOURCE.nextInt(ALPHABET.length())));
        }
        return new CredentialSecret(text + check(text.toString()));
    }

    /// Whether this is meant to be one of ours, right or wrong.
    static boolean looksLike(String text) {
        return Arrays.stream(Prefix.values()).anyMatch(prefix -> text.startsWith(prefix.text));
    }

    /// Empty when the text is not whole: no query is needed to refuse it.
    static Optional<CredentialSecret> parse(String text) {
        boolean whole = looksLike(text)
                && text.length() == PREFIX + RANDOM + CHECK
                && text.substring(PREFIX).chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                && check(text.substring(0, PREFIX + RANDOM)).equals(text.substring(PREFIX + RANDOM));
        return whole ? Optional.of(new CredentialSecret(text)) : Optional.empty();
    }

    /// SHA-256: so many random bits need no slow hash.
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The last characters, to tell secrets apart in a list.
    String hint() {
        return value.substring(value.length() - HINT);
    }

    @Override
    public String toString() {
        return "CredentialSecret[…" + hint() + "]";
    }

    private static String check(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < CHECK; i++) {
            digits.insert(0, ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return digits.toString();
    }
}
