package io.slipway.accounts;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Argon2id with OWASP's parameters; a few hashes at a time, so that many logins do not starve pulls.
@Component
class Passwords {

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final Semaphore running =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
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
        running.acquireUninterruptibly();
        try {
            return argon2.matches(password, hash);
        } finally {
            running.release();
        }
    }

    /// The same work as [#matches] for an account that does not exist, or has no password yet.
    boolean matchesNobody(String password) {
        matches(password, nobody);
        return false;
    }

    /// A right password hashed anew where its hash was made with weaker parameters than today's.
    Optional<String> stronger(String password, String hash) {
        return argon2.upgradeEncoding(hash) ? Optional.of(encode(password)) : Optional.empty();
    }

    private String encode(String password) {
        running.acquireUninterruptibly();
        try {
            return argon2.encode(password);
        } finally {
            running.release();
        }
    }
}
