package io.slipway.content;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as people write it: `2h`, `14d`, `3w`; also `s` and `m`.
public final class TimeSpan {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}+)([smhdw])");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private TimeSpan() {}

    /// @return empty for nothing, for what is no time, and for more than a hundred years
    public static Optional<Duration> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(parts.group(1));
        Duration span = switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        };
        return Optional.of(span).filter(it -> it.isPositive() && it.compareTo(LONGEST) <= 0);
    }

    /// In the largest unit that tells it whole.
    public static String text(Duration span) {
        long seconds = span.toSeconds();
        if (seconds % 604_800 == 0) {
            return seconds / 604_800 + "w";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
