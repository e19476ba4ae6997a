package io.slipway.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One [Probe] and what came of it. A check that hangs counts as trouble, too.
class ProbedPart {

    private static final Logger LOG = LoggerFactory.getLogger(ProbedPart.class);
    private static final String UNCHECKED = "not checked yet";

    /// `good` is when it last was.
    private record State(Instant good, Optional<String> trouble) {}

    private final Probe probe;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile State state = new State(Instant.MIN, Optional.of(UNCHECKED));

    ProbedPart(Probe probe) {
        this.probe = probe;
    }

    String name() {
        return probe.name();
    }

    /// Does nothing while an earlier check still runs.
    void check(Instant now) {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            probe.check();
            if (state.trouble().isPresent() && !state.good().equals(Instant.MIN)) {
                LOG.info("The {} answers again", name());
            }
            state = new State(now, Optional.empty());
        } catch (RuntimeException failure) {
            if (state.trouble().isEmpty()) {
                LOG.warn("The {} does not answer as it should: {}", name(), Faults.reason(failure));
            }
            state = new State(state.good(), Optional.of(Faults.reason(failure)));
        } finally {
            running.set(false);
        }
    }

    /// A clock that was put back makes no old check a new one.
    boolean wasGoodWithin(Duration span, Instant now) {
        return Duration.between(state.good(), now).abs().compareTo(span) <= 0;
    }

    /// What the last check said; empty when it was good.
    Optional<String> trouble() {
        return state.trouble();
    }
}
