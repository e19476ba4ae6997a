package io.slipway.gc;

import io.slipway.content.Forecasts.Queues;
import java.time.Instant;
import java.util.Optional;

/// How collection stands.
///
/// @param enabled by the settings of the replica that was asked
/// @param pausedAt when somebody paused it, on all replicas
/// @param refusal why nothing is collected, in a sentence: something is wrong with store or database
/// @param due     reviews that wait for their turn
public record GcStatus(boolean enabled, Optional<Instant> pausedAt, Optional<String> refusal, Queues due) {

    public enum State {
        RUNNING,
        PAUSED,
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
        return pausedAt.isPresent() ? State.PAUSED : State.RUNNING;
    }
}
