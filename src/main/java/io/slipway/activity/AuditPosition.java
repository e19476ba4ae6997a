package io.slipway.activity;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a page of the audit log ended; as text `<time>_<id>`.
public record AuditPosition(Instant at, long id) {

    private static final Pattern TEXT = Pattern.compile("([0-9TZ:.-]{20,30})_(\\d{1,18})");

    /// Empty for anything else than what [#toString] wrote.
    public static Optional<AuditPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        try {
            return matcher.matches()
                    ? Optional.of(new AuditPosition(Instant.parse(matcher.group(1)), Long.parseLong(matcher.group(2))))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return at + "_" + id;
    }
}
