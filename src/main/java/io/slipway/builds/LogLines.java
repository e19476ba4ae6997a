package io.slipway.builds;

import java.time.Instant;
import java.util.List;

/// Lines of a log that were written at once.
///
/// @param first the number of the first one; they count from 1
public record LogLines(long first, Instant at, List<String> lines) {

    public LogLines {
        lines = List.copyOf(lines);
    }

    public long last() {
        return first + lines.size() - 1;
    }

    /// Without what comes before that line or after the other.
    LogLines between(long from, long to) {
        int start = (int) Math.clamp(from - first, 0, lines.size());
        int end = (int) Math.clamp(to - first + 1, start, lines.size());
        return new LogLines(first + start, at, lines.subList(start, end));
    }
}
