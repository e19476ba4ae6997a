package io.slipway.accounts;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/// What an authenticator shows for a secret, for tests of other modules.
public final class ShownCodes {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private ShownCodes() {}

    public static String now(String secret) {
        return at(secret, Instant.now());
    }

    public static String at(String secret, Instant instant) {
        return Totp.code(bytes(secret), instant);
    }

    private static byte[] bytes(String base32) {
        BigInteger number = BigInteger.ZERO;
        for (char c : base32.toCharArray()) {
            number = number.shiftLeft(5).add(BigInteger.valueOf(BASE32.indexOf(c)));
        }
        byte[] bytes = new byte[base32.length() * 5 / 8];
        byte[] read = number.toByteArray();
        byte[] tail =
                read.length > bytes.length ? Arrays.copyOfRange(read, read.length - bytes.length, read.length) : read;
        System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
        return bytes;
    }
}
