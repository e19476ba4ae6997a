package io.slipway.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// What waits to be done by any replica.
@Component
class JobMeters implements MeterBinder {

    private final Sampled<JobMeterSql.Pending> pending;

    JobMeters(JobMeterSql sql) {
        this.pending = new Sampled<>("jobs", Sampled.USUAL, sql::pending);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "operations", () -> pending.get(JobMeterSql.Pending::operations));
        gauge(registry, "mail", () -> pending.get(JobMeterSql.Pending::mails));
        gauge(registry, "events", () -> pending.get(JobMeterSql.Pending::events));
    }

    private static void gauge(MeterRegistry registry, String queue, Supplier<Number> value) {
        Gauge.builder("slipway.jobs.pending", value).tag("queue", queue).register(registry);
    }
}
