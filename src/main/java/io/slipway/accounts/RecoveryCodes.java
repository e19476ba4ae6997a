package io.slipway.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes on paper for who has lost the authenticator. Their hash is keyed with the account's own secret, which is
/// sealed:
/// what lies in the database alone cannot be searched for them.
final class RecoveryCodes {

    static final int COUNT = 10;

    // without letters and digits that look alike
    private static final String LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
    private static final int HALF = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    static List<String> fresh() {
        return Stream.generate(() -> half() + "-" + half())
                .distinct()
                .limit(COUNT)
                .toList();
    }

    static byte[] hash(byte[] secret, String code) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            String plain = code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
            return mac.doFinal(("recovery code " + plain).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String half() {
        StringBuilder half = new StringBuilder();
        for (int i = 0; i < HALF; i++) {
            half.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return half.toString();
    }
}
