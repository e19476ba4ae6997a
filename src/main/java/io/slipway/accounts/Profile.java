package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What somebody says of themselves.
///
/// @param language of mails, one of the pages' languages as in `<html lang>`
public record Profile(String displayName, Optional<String> language) {

    private static final Set<String> LANGUAGES = Set.of("en", "es", "ca", "zh-Hans", "zh-Hant");

    public Profile {
        displayName = Texts.displayName(displayName);
        checkLanguage(language);
    }

    static void checkLanguage(Optional<String> language) {
        if (language.filter(tag -> !LANGUAGES.contains(tag)).isPresent()) {
            throw new AccountsException(Code.LANGUAGE_UNKNOWN, "a language is one of en, es, ca, zh-Hans, zh-Hant");
        }
    }

    static Locale locale(Optional<String> language) {
        return language.map(Locale::forLanguageTag).orElse(Locale.ENGLISH);
    }
}
