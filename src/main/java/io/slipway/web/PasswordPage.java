package io.slipway.web;

import java.util.Optional;

/// @param forced  the first password must be changed before anything else
/// @param current the name of a message about that field
/// @param changed the name of a message about that field
/// @param repeat  the name of a message about that field
public record PasswordPage(
        Shell shell, boolean forced, Optional<String> current, Optional<String> changed, Optional<String> repeat) {

    static PasswordPage empty(Shell shell, boolean forced) {
        return new PasswordPage(shell, forced, Optional.empty(), Optional.empty(), Optional.empty());
    }

    PasswordPage withCurrent(String message) {
        return new PasswordPage(shell, forced, Optional.of(message), changed, repeat);
    }

    PasswordPage withChanged(String message) {
        return new PasswordPage(shell, forced, current, Optional.of(message), repeat);
    }

    PasswordPage withRepeat(String message) {
        return new PasswordPage(shell, forced, current, changed, Optional.of(message));
    }

    public boolean refused() {
        return current.isPresent() || changed.isPresent() || repeat.isPresent();
    }
}
