package io.slipway.web;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of bytes as people type them: `10 GiB`, `1.5 t`, `500 MB`. All units are of 1024.
public final class ByteText {

    private static final Pattern TYPED =
            Pattern.compile("([0-9]{1,15}(?:[.,][0-9]{1,6})?)\\s*(?:([kmgtp])i?b?|b)?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgtp";
    private static final int STEP = 1024;

    private ByteText() {}

    /// Empty for what is no size, or too much.
    public static OptionalLong parse(String text) {
        Matcher typed = TYPED.matcher(text.strip());
        if (!typed.matches()) {
            return OptionalLong.empty();
        }
        String unit = typed.group(2);
        int steps = unit == null ? 0 : UNITS.indexOf(unit.toLowerCase(Locale.ROOT)) + 1;
        BigDecimal bytes = new BigDecimal(typed.group(1).replace(',', '.'))
                .multiply(BigDecimal.valueOf(STEP).pow(steps));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.longValue());
    }

    /// Exactly, in the largest unit that does it.
    public static String of(long bytes) {
        long shown = bytes;
        int steps = 0;
        while (shown > 0 && shown % STEP == 0 && steps < UNITS.length()) {
            shown /= STEP;
            steps++;
        }
        return steps == 0
                ? shown + " B"
                : shown + " " + UNITS.substring(steps - 1, steps).toUpperCase(Locale.ROOT) + "iB";
    }
}
