package io.slipway.accounts;

import jakarta.annotation.PreDestroy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Hashes of passwords; a few at a time and on threads of their own, so that many sign-ins do not starve pulls:
/// docs/adr/0011.
@Component
class Passwords {

    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Argon2 argon2 = new Argon2(AT_ONCE);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("password-", 0).factory());
    private final String nobody = argon2.encode("the password of nobody");
    private final PasswordRules rules;

    Passwords(PasswordRules rules) {
        this.rules = rules;
    }

    /// @throws AccountsException for a password that breaks a rule
    String hash(String password, String name, Optional<String> email) {
        rules.check(password, name, email);
        return encode(password);
    }

    /// For a password that the operator wrote into the settings: it has to be long, the rest is theirs to know.
    ///
    /// @throws AccountsException for one that is too short or too long
    String hashGiven(String password) {
        PasswordRules.checkLength(password);
        return encode(password);
    }

    boolean matches(String password, String hash) {
        if (PasswordRules.isTooLong(password)) {
            return false;
        }
        return inTurn(() -> argon2.matches(password, hash));
    }

    /// The same work as [#matches] for an account that does not exist, or has no password yet.
    boolean matchesNobody(String password) {
        matches(password, nobody);
        return false;
    }

    /// A right password hashed anew where its hash was made with weaker parameters than today's.
    Optional<String> stronger(String password, String hash) {
        return argon2.isWeak(hash) ? Optional.of(encode(password)) : Optional.empty();
    }

    private String encode(String password) {
        return inTurn(() -> argon2.encode(password));
    }

    @PreDestroy
    void close() {
        threads.shutdown();
    }

    private <T> T inTurn(Supplier<T> hashing) {
        return CompletableFuture.supplyAsync(hashing, threads).join();
    }
}
