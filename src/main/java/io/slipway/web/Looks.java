package io.slipway.web;

import io.slipway.accounts.Appearance;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/// What a browser remembers of how its reader wants the pages.
final class Looks {

    private Looks() {}

    static Theme theme(HttpServletRequest request) {
        return Cookies.find(request, Theme.COOKIE).flatMap(Theme::find).orElse(Theme.SYSTEM);
    }

    static Reading reading(HttpServletRequest request) {
        return Cookies.find(request, Reading.COOKIE).map(Reading::of).orElse(Reading.USUAL);
    }

    /// Of the names in a form or a row, those that there are.
    static Appearance known(Optional<String> theme, Optional<String> language, Optional<Reading> reading) {
        return new Appearance(
                theme.flatMap(Theme::find).map(Theme::id),
                language.flatMap(Language::find).map(Language::tag),
                reading.map(Reading::id));
    }

    static void remember(Appearance chosen, HttpServletRequest request, HttpServletResponse response) {
        Appearance known =
                known(chosen.theme(), chosen.language(), chosen.reading().map(Reading::of));
        known.theme().ifPresent(id -> Cookies.setChoice(request, response, Theme.COOKIE, id));
        known.language().ifPresent(tag -> Cookies.setChoice(request, response, Languages.COOKIE, tag));
        known.reading().ifPresent(id -> Cookies.setChoice(request, response, Reading.COOKIE, id));
    }
}
