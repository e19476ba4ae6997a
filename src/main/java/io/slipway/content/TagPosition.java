package io.slipway.content;

import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A place in a list of tags: that of the tag of this name that last moved then. The time counts where the list goes by
/// time, otherwise the name says all.
public record TagPosition(Instant updatedAt, String name) {

    /// Later than any tag, and far from the limits of the database.
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    public static TagPosition of(TagSummary tag) {
        return new TagPosition(tag.updatedAt(), tag.name());
    }

    /// Reads what [#text] wrote; by name and version any text is a place.
    public static Optional<TagPosition> parse(TagSort sort, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return sort == TagSort.NEWEST ? parseTime(text) : Optional.of(new TagPosition(END, text));
    }

    private static Optional<TagPosition> parseTime(String text) {
        int dot = text.indexOf('.');
        try {
            long micros = Long.parseLong(text.substring(0, Math.max(0, dot)));
            Instant updatedAt = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            String name = Tag.parse(text.substring(dot + 1)).value();
            return Optional.of(new TagPosition(updatedAt, name))
                    .filter(it -> it.updatedAt.isBefore(END) && it.updatedAt.isAfter(Instant.EPOCH));
        } catch (NumberFormatException | DateTimeException | ArithmeticException | OciException e) {
            return Optional.empty();
        }
    }

    public String text(TagSort sort) {
        return sort == TagSort.NEWEST ? ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt) + "." + name : name;
    }
}
