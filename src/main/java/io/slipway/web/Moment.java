package io.slipway.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/// A time for `<time>`: exact for machines, and in words of the reader's language.
public record Moment(Instant instant, String text) {

    /// To the second, to tell apart what began in one minute.
    public static String exact(Instant instant, Language language) {
        DateTimeFormatter format =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withLocale(language.locale());
        return format.format(instant.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    public static Moment of(Instant instant, Language language) {
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language.locale());
        return new Moment(instant, format.format(instant.atOffset(ZoneOffset.UTC)) + " UTC");
    }
}
