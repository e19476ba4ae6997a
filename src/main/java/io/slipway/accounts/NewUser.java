package io.slipway.accounts;

import java.time.Instant;
import java.util.Optional;

/// An account to be made.
///
/// @param password     none: nobody can sign in until a link was used to choose one
/// @param initialUntil for a generated first password: until when it works, from loopback only
/// @param language     of mails, as in `<html lang>`
public record NewUser(
        AccountName name,
        Optional<String> email,
        Optional<String> password,
        boolean administrator,
        Optional<Instant> initialUntil,
        Optional<String> language) {

    public NewUser {
        email.ifPresent(Email::require);
        Profile.checkLanguage(language);
    }

    public NewUser(
            AccountName name,
            Optional<String> email,
            String password,
            boolean administrator,
            Optional<Instant> initialUntil) {
        this(name, email, Optional.of(password), administrator, initialUntil, Optional.empty());
    }

    public static NewUser person(String name, String password) {
        return new NewUser(new AccountName(name), Optional.empty(), password, false, Optional.empty());
    }

    /// Without a password: somebody gives them a link.
    public static NewUser invited(String name, Optional<String> email) {
        return new NewUser(new AccountName(name), email, Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    public NewUser withEmail(String address) {
        return new NewUser(name, Optional.of(address), password, administrator, initialUntil, language);
    }

    public NewUser asAdministrator() {
        return new NewUser(name, email, password, true, initialUntil, language);
    }
}
