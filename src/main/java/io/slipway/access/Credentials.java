package io.slipway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Service;

/// Checks user names and passwords.
///
/// A right or wrong password costs one Argon2 a minute: what was found is remembered under a keyed hash, for that
/// version of the account's password only.
@Service
public class Credentials {

    /// What a check came to.
    public sealed interface Verification {

        record Verified(User user) implements Verification {}

        /// @param reason a sentence for the user
        record Refused(Refusal why, String reason) implements Verification {}
    }

    public enum Refusal {
        WRONG,
        FIRST_PASSWORD_EXPIRED,
        FIRST_PASSWORD_ELSEWHERE
    }

    private static final String WRONG = "the user name or the password is not right";
    private static final int MAX_LENGTH = 1_024;

    private final Cache<ByteBuffer, Boolean> checked = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();
    private final SecretKeySpec cacheKey;
    private final Users users;
    private final Clock clock;

    Credentials(Users users, Clock clock) {
        this.users = users;
        this.clock = clock;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.cacheKey = new SecretKeySpec(key, "HmacSHA256");
    }

    /// @param address the client's, without proxies; the first generated password works from loopback only
    public Verification verify(String name, String password, String address) {
        // no name has a NUL, and the database takes none
        if (name.length() > MAX_LENGTH || password.length() > MAX_LENGTH || name.indexOf('\0') >= 0) {
            return wrong();
        }
        Optional<User> user = users.find(name).filter(found -> !found.disabled());
        int version = user.map(User::passwordVersion).orElse(0);
        boolean right = Boolean.TRUE.equals(checked.get(
                key(name, password, version), _ -> users.verify(name, password).isPresent()));
        return user.filter(_ -> right).map(found -> allowedFrom(found, address)).orElseGet(Credentials::wrong);
    }

    private static Verification wrong() {
        return new Verification.Refused(Refusal.WRONG, WRONG);
    }

    private Verification allowedFrom(User user, String address) {
        if (user.initialUntil().isEmpty()) {
            return new Verification.Verified(user);
        }
        if (clock.instant().isAfter(user.initialUntil().get())) {
            return new Verification.Refused(
                    Refusal.FIRST_PASSWORD_EXPIRED,
                    "the first password has expired; set slipway.admin.password and start anew");
        }
        if (!isLoopback(address)) {
            return new Verification.Refused(
                    Refusal.FIRST_PASSWORD_ELSEWHERE,
                    "the first password works only on the machine of the registry until it is changed in the browser");
        }
        return new Verification.Verified(user);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private ByteBuffer key(String name, String password, int version) {
        try {
            Mac mac = Mac.getInstance(cacheKey.getAlgorithm());
            mac.init(cacheKey);
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
