package io.slipway.accounts;

import java.time.Instant;
import java.util.Optional;

/// An account to be made.
///
/// @param initialUntil for a generated first password: until when it works, from loopback only
public record NewUser(
        AccountName name,
        Optional<String> email,
        String password,
        boolean administrator,
        Optional<Instant> initialUntil) {

    public static NewUser person(String name, String password) {
        return new NewUser(new AccountName(name), Optional.empty(), password, false, Optional.empty());
    }
}
