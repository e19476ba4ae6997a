package io.slipway.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `Range: bytes=…` of RFC 9110 against bytes of a known length.
sealed interface RangeHeader {

    /// No range, one that cannot be read, or several: the answer is the whole.
    record Whole() implements RangeHeader {}

    /// @param end exclusive
    record Part(long start, long end) implements RangeHeader {}

    record Unsatisfiable() implements RangeHeader {}

    Pattern SYNTAX = Pattern.compile("bytes=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*");

    /// @param ifRange the `If-Range` header: another entity than `etag` gets the whole
    static RangeHeader parse(Optional<String> header, Optional<String> ifRange, String etag, long size) {
        if (header.isEmpty()
                || header.get().length() > 100
                || ifRange.filter(value -> !value.equals(etag)).isPresent()) {
            return new Whole();
        }
        Matcher matcher = SYNTAX.matcher(header.get());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return new Whole();
        }
        return matcher.group(1).isEmpty()
                ? suffix(number(matcher.group(2)), size)
                : part(number(matcher.group(1)), matcher.group(2), size);
    }

    private static RangeHeader suffix(long length, long size) {
        return length == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), size);
    }

    private static RangeHeader part(long start, String last, long size) {
        long end = last.isEmpty() ? size : Math.min(size, saturatedNext(number(last)));
        // an end before the start may be ignored or refused; refused, the client learns of its mistake
        return start >= end ? new Unsatisfiable() : new Part(start, end);
    }

    private static long saturatedNext(long value) {
        return value == Long.MAX_VALUE ? value : value + 1;
    }

    /// Larger numbers than fit are as good as the largest.
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
