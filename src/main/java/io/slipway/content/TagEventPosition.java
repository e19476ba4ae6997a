package io.slipway.content;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A place in the history of tags, which goes back in time: after that event.
public record TagEventPosition(Instant at, long id) {

    /// Later than any event, and far from the limits of the database.
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    static final TagEventPosition START = before(END);

    /// What happened before that time.
    public static TagEventPosition before(Instant time) {
        return new TagEventPosition(time.isBefore(END) ? time : END, 0);
    }

    /// Reads what [#toString] wrote.
    public static Optional<TagEventPosition> parse(String text) {
        int dot = text.indexOf('.');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(0, dot)));
            Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            return Optional.of(new TagEventPosition(at, Long.parseLong(text.substring(dot + 1))))
                    .filter(it -> it.at.isBefore(END) && it.at.isAfter(Instant.EPOCH));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + id;
    }
}
