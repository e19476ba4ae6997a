package io.slipway.gc;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A tag as a semantic version; of `1.4.2-alpine` the suffix is `alpine`.
///
/// @param numbers how many there are: `1.4` names whatever is the newest patch
record Version(long major, long minor, long patch, int numbers, boolean released) {

    private static final Pattern TEXT =
            Pattern.compile("[vV]?(\\d{1,18})(?:\\.(\\d{1,18})(?:\\.(\\d{1,18}))?)?([-_+].*)?");

    static Optional<Version> parse(String tag) {
        Matcher parts = TEXT.matcher(tag);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int numbers = parts.group(3) != null ? 3 : parts.group(2) != null ? 2 : 1;
        return Optional.of(new Version(
                number(parts.group(1)),
                number(parts.group(2)),
                number(parts.group(3)),
                numbers,
                parts.group(4) == null));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
