package io.slipway.web.settings;

import io.slipway.accounts.User;
import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;
import java.util.Optional;

/// @param language of mails; empty: none is chosen
/// @param current  the e-mail address
/// @param email    what was typed as a new one
public record ProfilePage(
        Shell shell, String displayName, String language, Optional<String> current, String email, FieldFaults faults) {

    static ProfilePage of(Shell shell, User user) {
        return new ProfilePage(
                shell, user.displayName(), user.language().orElse(""), user.email(), "", FieldFaults.NONE);
    }

    ProfilePage typed(String newName, String newLanguage) {
        return new ProfilePage(shell, newName, newLanguage, current, email, faults);
    }

    ProfilePage typedEmail(String newEmail) {
        return new ProfilePage(shell, displayName, language, current, newEmail, faults);
    }

    ProfilePage with(FieldFaults found) {
        return new ProfilePage(shell, displayName, language, current, email, found);
    }

    public String section() {
        return "profile";
    }
}
