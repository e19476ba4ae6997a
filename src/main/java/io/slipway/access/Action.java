package io.slipway.access;

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

    static Optional<Action> find(String id) {
        return Arrays.stream(values()).filter(action -> action.id().equals(id)).findFirst();
    }
}
