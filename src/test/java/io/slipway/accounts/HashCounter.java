package io.slipway.accounts;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Primary;

/// Counts how often a password is hashed: what takes a hundred times as long as all else.
@Primary
public class HashCounter extends Passwords {

    private final AtomicInteger runs = new AtomicInteger();

    HashCounter(PasswordRules rules) {
        super(rules);
    }

    /// Since the last time.
    public int take() {
        return runs.getAndSet(0);
    }

    @Override
    String hash(String password, String name, Optional<String> email) {
        runs.incrementAndGet();
        return super.hash(password, name, email);
    }

    @Override
    boolean matches(String password, String hash) {
        runs.incrementAndGet();
        return super.matches(password, hash);
    }
}
