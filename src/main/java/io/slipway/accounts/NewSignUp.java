package io.slipway.accounts;

import java.util.Optional;

/// An account that somebody asks for.
///
/// @param email      ignored where the site sends no mail: nobody could confirm it
/// @param language   of the mails, as in `<html lang>`
/// @param invitation the token of an invitation's link
public record NewSignUp(
        AccountName name, String email, String password, Optional<String> language, Optional<String> invitation) {

    public NewSignUp {
        Email.require(email);
        Profile.checkLanguage(language);
    }

    @Override
    public String toString() {
        return "NewSignUp[" + name + "]";
    }
}
