package io.slipway.gc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.slipway.content.Collected;
import io.slipway.content.StoreAge;
import io.slipway.work.Sampled;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Keeps what collection did: by the hour for people, as counters for monitoring.
@Component
class GcRecord {

    private final GcSql sql;
    private final Counter succeeded;
    private final Counter failed;
    private final Counter freed;
    private final Timer duration;

    GcRecord(GcSql sql, StoreAge store, MeterRegistry registry) {
        this.sql = sql;
        this.succeeded = registry.counter("slipway.gc.runs", "result", "succeeded");
        this.failed = registry.counter("slipway.gc.runs", "result", "failed");
        this.freed = Counter.builder("slipway.gc.freed").baseUnit("bytes").register(registry);
        this.duration = registry.timer("slipway.gc.duration");
        var paused = new Sampled<>("collection", Sampled.USUAL, sql::pausedAt);
        Gauge.builder("slipway.gc.stopped", () -> paused.get(at -> at.isPresent() ? 1 : 0))
                .tag("reason", "paused")
                .register(registry);
        var refused = new Sampled<>("the store's age", Sampled.USUAL, store::refusal);
        Gauge.builder("slipway.gc.stopped", () -> refused.get(why -> why.isPresent() ? 1 : 0))
                .tag("reason", "refused")
                .register(registry);
    }

    void took(Collected collected, Duration time) {
        if (collected.any()) {
            sql.record(collected);
            succeeded.increment();
            freed.increment(collected.bytes());
            duration.record(time);
        }
    }

    void failed() {
        failed.increment();
    }
}
