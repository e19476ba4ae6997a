package io.slipway.work;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A client's name for one request of its own.
///
/// @param holder whose request: nobody else's keys are the same
/// @param route  what it is sent to
/// @param text   as the client wrote it
public record IdempotencyKey(String holder, String route, String text) {

    byte[] id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return digest.digest((holder + "\n" + route + "\n" + text).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
