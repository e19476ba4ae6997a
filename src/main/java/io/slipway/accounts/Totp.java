package io.slipway.accounts;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/// Time-based one-time passwords as all authenticators know them (RFC 6238): SHA-1, six digits, steps of 30 seconds.
final class Totp {

    static final Duration STEP = Duration.ofSeconds(30);

    private static final int SECRET_BYTES = 20;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator GENERATOR =
            new TimeBasedOneTimePasswordGenerator(STEP, 6, TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1);

    private Totp() {}

    static byte[] freshSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    static String code(byte[] secret, Instant at) {
        try {
            int code = GENERATOR.generateOneTimePassword(new SecretKeySpec(secret, "RAW"), at);
            return String.format(Locale.ROOT, "%06d", code);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The step that a code belongs to, if it is the current one or a neighbour: clocks differ, and people type slowly.
    static OptionalLong step(byte[] secret, String code, Instant now) {
        OptionalLong found = OptionalLong.empty();
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        for (int offset = -1; offset <= 1; offset++) {
            Instant at = now.plus(STEP.multipliedBy(offset));
            // all three are computed and compared in full, whatever is given
            if (MessageDigest.isEqual(given, code(secret, at).getBytes(StandardCharsets.UTF_8))) {
                found = OptionalLong.of(Math.floorDiv(at.getEpochSecond(), STEP.toSeconds()));
            }
        }
        return found;
    }

    /// As people type it into an authenticator: RFC 4648 without padding.
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8 | (b & 0xFF)) & 0xFFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt(buffer << (5 - bits) & 31));
        }
        return text.toString();
    }
}
