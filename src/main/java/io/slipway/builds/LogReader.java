package io.slipway.builds;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// What builds said. Nothing is held between two questions.
@Service
public class LogReader {

    /// Of at most 64 KiB each, so that a reader never needs much memory.
    private static final int PIECES = 32;
    private static final int FOUND = 1_000;

    /// Takes a log piece by piece.
    public interface Taker {

        void take(LogLines lines) throws IOException;
    }

    private final LogReadSql sql;

    LogReader(LogReadSql sql) {
        this.sql = sql;
    }

    /// Some of what there is from that line on; none when there is no more.
    public List<LogLines> from(BuildSummary build, long line) {
        return read(build, line, Long.MAX_VALUE);
    }

    /// Some of the lines between those two.
    public List<LogLines> between(BuildSummary build, long from, long to) {
        return read(build, from, to);
    }

    /// All of the lines from that one on, as far as they are written.
    public void copy(BuildSummary build, long from, Taker taker) throws IOException {
        long next = from;
        for (List<LogLines> read = from(build, next); !read.isEmpty(); read = from(build, next)) {
            for (LogLines lines : read) {
                taker.take(lines);
            }
            next = read.getLast().last() + 1;
        }
    }

    /// The numbers of the lines that have the words in them: the first thousand at most.
    public List<Long> search(BuildSummary build, String words) {
        return words.isEmpty() ? List.of() : sql.search(build.id(), words, FOUND);
    }

    /// The number of the last line; 0 before there is one.
    public long last(BuildSummary build) {
        return sql.last(build.id());
    }

    /// Where a build that failed came to: the last step that it began, or the last phase.
    public Optional<LogStep> lastStep(BuildSummary build) {
        return sql.lastStep(build.id());
    }

    private List<LogLines> read(BuildSummary build, long from, long to) {
        return sql.from(build.id(), Math.max(1, from), PIECES).stream()
                .map(lines -> lines.between(from, to))
                .filter(lines -> !lines.lines().isEmpty())
                .toList();
    }
}
