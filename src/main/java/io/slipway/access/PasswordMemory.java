package io.slipway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// Remembers for a minute, under a keyed hash, what a check of a password came to, for that version of the account's
/// password only. So a client that sends it with each request costs one Argon2, and a wrong one counts once.
@Component
class PasswordMemory {

    private final Cache<ByteBuffer, Boolean> checked = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private final SecretKeySpec key;

    PasswordMemory() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /// One check at a time for the same name and password.
    boolean check(String name, String password, int version, BooleanSupplier check) {
        return checked.get(key(name, password, version), _ -> check.getAsBoolean());
    }

    private ByteBuffer key(String name, String password, int version) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(8)
                    .putInt(nameBytes.length)
                    .putInt(version)
                    .flip());
            mac.update(nameBytes);
            return ByteBuffer.wrap(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
