package io.slipway.content;

import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A place in a list of tags: that of the tag of this name, where it has that rank.
///
/// @param rank where the list goes by time, that in microseconds, 0 for what has none; where it goes by size, that
/// @param tie  what orders those of one size before their names: the manifest
public record TagPosition(long rank, long tie, String name) {

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");
    /// Later than any tag, and far from the limits of the database.
    private static final long LAST = ChronoUnit.MICROS.between(Instant.EPOCH, END);

    public static TagPosition of(TagSort sort, TagSummary tag) {
        return switch (sort) {
            case NAME, VERSION -> named(tag.name());
            case NEWEST -> new TagPosition(micros(tag.updatedAt()), 0, tag.name());
            case SIZE -> new TagPosition(tag.size(), tag.manifestId(), tag.name());
            case PULLED ->
                new TagPosition(tag.lastPulledAt().map(TagPosition::micros).orElse(0L), 0, tag.name());
        };
    }

    /// Reads what [#text] wrote; by name and version any text is a place.
    public static Optional<TagPosition> parse(TagSort sort, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int numbers = switch (sort) {
            case NAME, VERSION -> 0;
            case NEWEST, PULLED -> 1;
            case SIZE -> 2;
        };
        return numbers == 0 ? Optional.of(named(text)) : parse(sort, text.split("\\.", numbers + 1), numbers);
    }

    private static Optional<TagPosition> parse(TagSort sort, String[] parts, int numbers) {
        if (parts.length <= numbers) {
            return Optional.empty();
        }
        try {
            long rank = Long.parseLong(parts[0]);
            long tie = numbers == 2 ? Long.parseLong(parts[1]) : 0;
            String name = Tag.parse(parts[numbers]).value();
            boolean usual = switch (sort) {
                case NEWEST -> rank > 0 && rank < LAST;
                case PULLED -> rank >= 0 && rank < LAST;
                default -> rank >= 0;
            };
            return usual ? Optional.of(new TagPosition(rank, tie, name)) : Optional.empty();
        } catch (NumberFormatException | OciException e) {
            return Optional.empty();
        }
    }

    public String text(TagSort sort) {
        return switch (sort) {
            case NAME, VERSION -> name;
            case NEWEST, PULLED -> rank + "." + name;
            case SIZE -> rank + "." + tie + "." + name;
        };
    }

    Instant at() {
        return Instant.EPOCH.plus(rank, ChronoUnit.MICROS);
    }

    private static TagPosition named(String name) {
        return new TagPosition(0, 0, name);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
