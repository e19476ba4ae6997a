package io.slipway.gc;

import io.slipway.content.Collected;
import io.slipway.content.Forecast;
import io.slipway.content.Forecasts;
import io.slipway.content.Page;
import io.slipway.content.StoreAge;
import io.slipway.content.Why;
import io.slipway.oci.Digest;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import io.slipway.work.Wakeable;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Gives space back while pushes and pulls go on: docs/adr/0015.
@Service
public class GarbageCollector implements DisposableBean {

    private static final Instant NEWEST = Instant.parse("9999-12-31T00:00:00Z");

    private final GcSql sql;
    private final GcSteps steps;
    private final Forecasts forecasts;
    private final StoreAge store;
    private final GcSettings settings;
    private final Outbox outbox;
    private final Wakeable background = new Wakeable("collection now", this::runUntilStopped);

    GarbageCollector(
            GcSql sql, GcSteps steps, Forecasts forecasts, StoreAge store, GcSettings settings, Outbox outbox) {
        this.sql = sql;
        this.steps = steps;
        this.forecasts = forecasts;
        this.store = store;
        this.settings = settings;
        this.outbox = outbox;
    }

    public GcStatus status() {
        return new GcStatus(settings.enabled(), sql.pausedAt(), store.refusal(), forecasts.queues());
    }

    /// What was collected, by the hour, the newest first.
    ///
    /// @param before without one from the newest on
    public Page<GcRun> history(Optional<Instant> before, int size) {
        return Page.of(sql.page(before.orElse(NEWEST), size + 1), size);
    }

    /// Stops all replicas within a step, for as long as nobody resumes; also over restarts.
    ///
    /// @return whether it ran before
    @Transactional
    public boolean pause() {
        return told(sql.pause(), "gc.pause");
    }

    /// @return whether it was paused
    @Transactional
    public boolean resume() {
        return told(sql.resume(), "gc.resume");
    }

    /// Looks at everything that is due, and at what becomes due by that, until nothing is left. Does nothing while it
    /// is paused or refuses to collect.
    public Collected run() {
        return steps.run(() -> !mayCollect(), false);
    }

    /// As [#run], beside the caller.
    public void begin() {
        background.wake();
    }

    @Override
    public void destroy() {
        background.stop();
    }

    /// As [#run], gently, for as long as nobody stops it.
    void work(BooleanSupplier stopped) {
        if (settings.enabled()) {
            steps.run(() -> stopped.getAsBoolean() || !mayCollect(), true);
        }
    }

    /// What would go now; changes nothing.
    public Forecast dryRun() {
        return forecasts.forecast();
    }

    public Why why(Digest digest) {
        return forecasts.why(digest);
    }

    /// Collects again after database or store came out of a backup: somebody checked that they go together.
    public void acceptStore() {
        store.accept();
        outbox.publishLater(Event.of("gc.accept"));
    }

    boolean mayCollect() {
        return sql.pausedAt().isEmpty() && store.refusal().isEmpty();
    }

    private boolean told(boolean changed, String action) {
        if (changed) {
            outbox.publish(Event.of(action));
        }
        return changed;
    }

    private void runUntilStopped() {
        steps.run(() -> background.isStopped() || !mayCollect(), false);
    }
}
