package io.slipway.web.settings;

import io.slipway.access.Credential;
import io.slipway.access.Right;
import io.slipway.web.FieldFaults;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// @param maxDays no token is valid for longer
/// @param form    what was typed, to be corrected
public record TokensPage(Shell shell, Slice slice, long maxDays, TokenForm form, FieldFaults faults) {

    /// @param first whether this is the start of the list
    /// @param next  the page after this one
    public record Slice(List<Row> rows, boolean first, Optional<String> next) {}

    /// A token in the list.
    ///
    /// @param state  active, expired or disabled
    /// @param rights names of messages
    /// @param limits places and tag patterns; none: everywhere
    public record Row(
            long id,
            String name,
            String hint,
            String state,
            List<String> rights,
            List<String> limits,
            Optional<Moment> expires,
            Optional<Moment> used,
            String from) {

        static Row of(Credential token, Language language) {
            List<String> limits = new ArrayList<>(token.places());
            limits.addAll(token.scope().tags().globs().stream()
                    .map(glob -> ":" + glob)
                    .toList());
            return new Row(
                    token.id(),
                    token.name(),
                    String.join(
                            " ", token.hints().stream().map(hint -> "…" + hint).toList()),
                    token.state().name().toLowerCase(Locale.ROOT),
                    token.scope().rights().stream().sorted().map(Row::message).toList(),
                    limits,
                    token.expiresAt().map(end -> Moment.of(end, language)),
                    token.usedAt().map(last -> Moment.of(last, language)),
                    token.address().orElse(""));
        }

        private static String message(Right right) {
            return "right." + right.name().toLowerCase(Locale.ROOT);
        }
    }

    TokensPage with(TokenForm typed, FieldFaults found) {
        return new TokensPage(shell, slice, maxDays, typed, found);
    }

    public String section() {
        return "tokens";
    }
}
