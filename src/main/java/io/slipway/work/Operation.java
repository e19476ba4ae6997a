package io.slipway.work;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Long work that somebody waits for, as it was when it was read.
///
/// @param kind     whose [OperationRunner] does it, such as `repository.delete`
/// @param subject  what it is about, such as `acme/web`, as it was called then
/// @param owner    who asked for it; empty: the site itself
/// @param data     what its runner needs to go on; shown to nobody
/// @param result   what its runner says when it is done: never secrets
/// @param problem  a sentence for the owner, when it failed
/// @param times    when it began and ended
public record Operation(
        UUID id,
        String kind,
        String subject,
        Optional<Long> owner,
        State state,
        Progress progress,
        JsonNode data,
        JsonNode result,
        Optional<String> problem,
        Times times) {

    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public boolean isFinished() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /// @param phase a word of the runner for what it does now; may be empty
    /// @param total 0 while nobody knows it
    /// @param cancelled whether somebody asked to stop it: it stops before its next step
    public record Progress(String phase, long done, long total, boolean cancelled) {

        /// From 0 to 100; empty while nobody knows.
        public Optional<Integer> percent() {
            return total <= 0 ? Optional.empty() : Optional.of((int) Math.min(100, done * 100.0 / total));
        }
    }

    public record Times(Instant created, Optional<Instant> started, Optional<Instant> finished) {}

    public OperationPosition position() {
        return new OperationPosition(times.created(), id);
    }
}
