package io.slipway.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody is in a repository; each role includes the ones before it. Stored by its place in this list.
public enum Role {
    NONE,
    READ,
    WRITE,
    MAINTAIN,
    ADMIN;

    /// As outside: `maintain`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> find(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
