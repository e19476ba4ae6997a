package io.slipway.access;

import io.slipway.accounts.User;
import java.util.Optional;

/// Who asks, by which credential.
public sealed interface Caller {

    /// No credential at all.
    record Anonymous() implements Caller {}

    /// An account's own password, or a browser session: holds all that the account holds.
    record Person(User user) implements Caller {}

    /// A registry access token: holds what it was issued for.
    record Bearer(AccessToken token) implements Caller {}

    /// The principal; empty for an anonymous token, too.
    default Optional<Long> principal() {
        return switch (this) {
            case Anonymous _ -> Optional.empty();
            case Person person -> Optional.of(person.user().id());
            case Bearer bearer -> bearer.token().principal();
        };
    }
}
