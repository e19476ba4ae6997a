package io.slipway.builds;

import io.slipway.work.Event;
import io.slipway.work.Outbox;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells of builds that ended and of triggers that paused: workers, of which some are elsewhere, only write it down.
@Component
class EndedBuilds {

    private static final int AT_ONCE = 100;

    private final EndedBuildSql sql;
    private final Outbox outbox;
    private final BuildMeters meters;

    EndedBuilds(EndedBuildSql sql, Outbox outbox, BuildMeters meters) {
        this.sql = sql;
        this.outbox = outbox;
        this.meters = meters;
    }

    @Scheduled(fixedDelay = 1_000)
    @Transactional
    void tell() {
        sql.takeEnded(AT_ONCE).forEach(build -> {
            Event event = Event.of("build.finish")
                    .on(build.repositoryId())
                    .with("build", String.valueOf(build.number()))
                    .with("state", build.state());
            meters.ended(BuildState.valueOf(build.state()));
            outbox.publish(build.reason().isEmpty() ? event : event.with("reason", build.reason()));
        });
        sql.takePaused(AT_ONCE)
                .forEach(trigger -> outbox.publish(Event.of("build-trigger.pause")
                        .on(trigger.repositoryId())
                        .with("trigger", String.valueOf(trigger.id()))
                        .with("failures", String.valueOf(trigger.failures()))));
    }
}
