package io.slipway.gc;

import io.slipway.content.ScrubProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How the check of all bytes stands.
///
/// @param refusal why nothing is read, in a sentence: something is wrong with store or database
/// @param period  how often each blob is read
/// @param rate    bytes that the replica that was asked reads in a second, at most
public record ScrubStatus(
        boolean enabled, Optional<String> refusal, ScrubProgress progress, Duration period, long rate) {

    public enum State {
        READING,
        WAITING,
        REFUSED,
        DISABLED
    }

    public State state() {
        if (refusal.isPresent()) {
            return State.REFUSED;
        }
        if (!enabled) {
            return State.DISABLED;
        }
        return progress.due() > 0 ? State.READING : State.WAITING;
    }

    /// When everything that is due is read, by this replica alone.
    public Optional<Instant> ends() {
        return Optional.of(progress)
                .filter(_ -> state() == State.READING)
                .map(it -> it.now().plusSeconds(it.dueBytes() / rate + 1));
    }

    /// When the next one is due, where none is.
    public Optional<Instant> begins() {
        return progress.next().filter(_ -> state() == State.WAITING).map(it -> it.plus(period));
    }
}
