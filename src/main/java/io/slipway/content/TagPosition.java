package io.slipway.content;

import io.slipway.oci.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A place in the list of tags by time: after the tag of this name that last moved then.
public record TagPosition(Instant updatedAt, String name) {

    /// Later than any tag, and far from the limits of the database.
    static final TagPosition START = new TagPosition(Instant.parse("9999-01-01T00:00:00Z"), "");

    public static TagPosition after(TagSummary tag) {
        return new TagPosition(tag.updatedAt(), tag.name());
    }

    /// Reads what [#toString] wrote.
    public static Optional<TagPosition> parse(String text) {
        int dot = text.indexOf('.');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(0, dot)));
            Instant updatedAt = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            String name = Tag.parse(text.substring(dot + 1)).value();
            return Optional.of(new TagPosition(updatedAt, name)).filter(it -> it.updatedAt.isBefore(START.updatedAt));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt) + "." + name;
    }
}
