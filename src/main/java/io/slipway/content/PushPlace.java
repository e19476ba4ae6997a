package io.slipway.content;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A place in a list by time: after this row of that moment.
record PushPlace(Instant at, long id) {

    /// Later than any, and far from the limits of the database.
    static final PushPlace START = new PushPlace(Instant.parse("9999-01-01T00:00:00Z"), 0);

    /// Reads what [#toString] wrote.
    static Optional<PushPlace> parse(String text) {
        int dot = text.indexOf('.');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(0, dot)));
            long id = Long.parseLong(text.substring(dot + 1));
            Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            return Optional.of(new PushPlace(at, id))
                    .filter(it -> it.at.isBefore(START.at) && !it.at.isBefore(Instant.EPOCH));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + id;
    }
}
