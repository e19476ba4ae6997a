package io.slipway.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Whether this instance should get requests: started, not stopping, database and storage within reach.
@Service
public class Readiness {

    /// What one part looks like.
    ///
    /// @param ready   false after trouble that did not pass
    /// @param trouble what the last check said, if it failed
    public record Part(String name, boolean ready, Optional<String> trouble) {}

    private static final int PERIOD_MILLIS = 5_000;

    /// Trouble may begin just after a check that was good: 15 seconds of it are a period more since that check.
    private static final Duration PATIENCE = Duration.ofSeconds(15).plusMillis(PERIOD_MILLIS);

    private final List<ProbedPart> parts;
    private final ApplicationAvailability availability;
    private final Clock clock;

    Readiness(List<Probe> probes, ApplicationAvailability availability, Clock clock) {
        this.parts = probes.stream().map(ProbedPart::new).toList();
        this.availability = availability;
        this.clock = clock;
    }

    /// Costs nothing: the checks run in the background, each every five seconds.
    public boolean isReady() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                && parts().stream().allMatch(Part::ready);
    }

    public List<Part> parts() {
        Instant now = clock.instant();
        return parts.stream()
                .map(part -> new Part(part.name(), part.wasGoodWithin(PATIENCE, now), part.trouble()))
                .toList();
    }

    /// On threads of their own: a check that hangs holds up neither the others nor the schedules of other modules.
    @Scheduled(fixedDelay = PERIOD_MILLIS)
    void check() {
        for (ProbedPart part : parts) {
            Thread.ofVirtual().name("probe-" + part.name()).start(() -> part.check(clock.instant()));
        }
    }
}
