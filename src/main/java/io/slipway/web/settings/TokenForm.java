package io.slipway.web.settings;

import io.slipway.access.Caller;
import io.slipway.access.NewCredential;
import io.slipway.access.Right;
import io.slipway.access.ScopeNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A new token as it was typed.
///
/// @param rights beside read, which every token has
/// @param places a namespace as `acme/*` or a repository as `acme/web`, one in a line; none: everywhere
/// @param tags   patterns, with spaces between them
public record TokenForm(
        @Nullable String name,
        @Nullable List<String> rights,
        @Nullable String places,
        @Nullable String tags,
        @Nullable String days) {

    private static final String WHOLE = "/*";
    private static final int MAX_DIGITS = 6;

    static TokenForm empty(Duration life) {
        return new TokenForm("", List.of(), "", "", String.valueOf(life.toDays()));
    }

    public boolean has(String right) {
        return rights != null && rights.contains(right);
    }

    NewCredential on(ScopeNames names, Caller caller) {
        List<String> typed = words(places);
        ScopeNames.Places parsed = new ScopeNames.Places(
                typed.stream().filter(place -> !place.endsWith(WHOLE)).toList(),
                typed.stream()
                        .filter(place -> place.endsWith(WHOLE))
                        .map(place -> place.substring(0, place.length() - WHOLE.length()))
                        .toList());
        return new NewCredential(
                name == null ? "" : name, names.scope(caller, rightSet(), parsed, words(tags)), Optional.of(life()));
    }

    private Set<Right> rightSet() {
        EnumSet<Right> chosen = EnumSet.of(Right.READ);
        if (has("write")) {
            chosen.add(Right.WRITE);
        }
        if (has("delete")) {
            chosen.add(Right.DELETE);
        }
        if (has("admin")) {
            chosen.add(Right.ADMIN);
        }
        return chosen;
    }

    /// Nonsense is no time at all, which is refused.
    private Duration life() {
        boolean number = days != null && days.length() <= MAX_DIGITS && days.matches("[0-9]+");
        return number ? Duration.ofDays(Integer.parseInt(days)) : Duration.ZERO;
    }

    private static List<String> words(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[\\s,]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }
}
