package io.slipway.access;

import io.slipway.accounts.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a token can allow on a repository.
public enum Action {
    PULL,
    PUSH,
    DELETE;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The least role that may do this.
    Role needs() {
        return switch (this) {
            case PULL -> Role.READ;
            case PUSH -> Role.WRITE;
            case DELETE -> Role.MAINTAIN;
        };
    }

    static Optional<Action> find(String id) {
        return Arrays.stream(values()).filter(action -> action.id().equals(id)).findFirst();
    }
}
