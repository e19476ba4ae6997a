package io.slipway.gc;

import java.time.Instant;
import java.util.Optional;

/// One application of a policy to a repository.
///
/// @param by     who asked for it; empty for the schedule
/// @param looked at how many tags
/// @param gone   how many of them it took away
public record RetentionRun(
        long id, State state, Optional<String> by, Instant createdAt, Optional<Instant> finishedAt, Counts counts) {

    public record Counts(long looked, long gone) {}

    public enum State {
        WAITING,
        DONE,
        FAILED
    }
}
