package io.slipway.gc;

import io.slipway.content.Collected;
import io.slipway.content.LinkReviews;
import io.slipway.content.ManifestReviews;
import io.slipway.content.RepositoryPurge;
import io.slipway.content.Sweep;
import io.slipway.content.Uploads;
import io.slipway.work.Faults;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The steps of collection, in the order in which one makes work for the next. Any number of replicas and threads may
/// take them at once.
@Component
class GcSteps {

    private static final Logger LOG = LoggerFactory.getLogger(GcSteps.class);

    private static final int ROWS = 200;
    private static final int MANIFESTS = 50;
    private static final int OBJECTS = 100;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final int REST = 3;
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private enum Step {
        UPLOADS,
        REPOSITORIES,
        MANIFESTS,
        LINKS,
        SWEEP
    }

    private final Uploads uploads;
    private final RepositoryPurge repositories;
    private final ManifestReviews manifests;
    private final LinkReviews links;
    private final Sweep sweep;
    private final GcRecord record;
    private final Map<Step, Long> failures = new ConcurrentHashMap<>();

    GcSteps(
            Uploads uploads,
            RepositoryPurge repositories,
            ManifestReviews manifests,
            LinkReviews links,
            Sweep sweep,
            GcRecord record) {
        this.uploads = uploads;
        this.repositories = repositories;
        this.manifests = manifests;
        this.links = links;
        this.sweep = sweep;
        this.record = record;
    }

    /// Until nothing is due.
    ///
    /// @param stopped asked before each batch
    /// @param gentle  rests for longer than it worked, so that pushes and pulls have the database for themselves
    Collected run(BooleanSupplier stopped, boolean gentle) {
        Collected all = Collected.NOTHING;
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Step step : Step.values()) {
                Collected batch = batch(step, stopped, gentle);
                while (batch.busy()) {
                    busy = true;
                    all = all.plus(batch);
                    batch = batch(step, stopped, gentle);
                }
            }
        }
        return all;
    }

    private Collected batch(Step step, BooleanSupplier stopped, boolean gentle) {
        if (stopped.getAsBoolean() || gentle && rests(step)) {
            return Collected.NOTHING;
        }
        long start = System.nanoTime();
        try {
            Collected collected = take(step);
            record.took(collected, Duration.ofNanos(System.nanoTime() - start));
            if (gentle && collected.busy()) {
                rest(System.nanoTime() - start);
            }
            return collected;
        } catch (RuntimeException e) {
            // the other steps go on; a crash or a failure anywhere is repeated from the rows
            LOG.warn("collection of {} failed and is tried again in a minute: {}", step, Faults.reason(e));
            record.failed();
            failures.put(step, System.nanoTime());
            return Collected.NOTHING;
        }
    }

    private Collected take(Step step) {
        return switch (step) {
            case UPLOADS -> uploads.cancelExpired(ROWS);
            case REPOSITORIES -> repositories.run(ROWS);
            case MANIFESTS -> manifests.run(MANIFESTS);
            case LINKS -> links.run(ROWS);
            case SWEEP -> sweep.run(OBJECTS);
        };
    }

    private boolean rests(Step step) {
        Long failure = failures.get(step);
        return failure != null && System.nanoTime() - failure < AFTER_FAILURE.toNanos();
    }

    private static void rest(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(Math.min(REST * nanos, LONGEST_REST.toNanos())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
