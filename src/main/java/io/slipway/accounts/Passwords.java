package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/// Argon2id with OWASP's parameters; a few hashes at a time, so that many logins do not starve pulls.
@Component
class Passwords {

    static final int MIN = 15;
    static final int MAX = 1_024;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private final Semaphore running =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final String nobody = argon2.encode("the password of nobody");

    String hash(String password) {
        if (password.codePointCount(0, password.length()) < MIN) {
            throw new AccountsException(Code.PASSWORD_TOO_SHORT, "a password has " + MIN + " characters or more");
        }
        if (password.length() > MAX) {
            throw new AccountsException(Code.PASSWORD_TOO_LONG, "a password has at most " + MAX + " characters");
        }
        running.acquireUninterruptibly();
        try {
            return argon2.encode(password);
        } finally {
            running.release();
        }
    }

    boolean matches(String password, String hash) {
        if (password.length() > MAX) {
            return false;
        }
        running.acquireUninterruptibly();
        try {
            return argon2.matches(password, hash);
        } finally {
            running.release();
        }
    }

    /// The same work as [#matches] for an account that does not exist.
    boolean matchesNobody(String password) {
        matches(password, nobody);
        return false;
    }
}
