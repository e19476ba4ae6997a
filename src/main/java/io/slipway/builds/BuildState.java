package io.slipway.builds;

/// How far a build is, or how it ended, in the order in which it goes.
public enum BuildState {
    QUEUED,
    CLONING,
    BUILDING,
    TESTING,
    PUSHING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    TIMED_OUT,
    SUPERSEDED;

    /// It changes no more.
    public boolean isOver() {
        return compareTo(SUCCEEDED) >= 0;
    }

    /// A worker has it.
    public boolean isRunning() {
        return this != QUEUED && !isOver();
    }
}
