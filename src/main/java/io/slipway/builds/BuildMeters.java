package io.slipway.builds;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.work.Sampled;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How builds go, on whatever machine they run.
@Component
class BuildMeters {

    private final Map<BuildState, Counter> ended = new EnumMap<>(BuildState.class);

    BuildMeters(BuildMeterSql sql, MeterRegistry registry) {
        for (BuildState state : BuildState.values()) {
            if (state.isOver()) {
                ended.put(state, registry.counter("slipway.builds", "result", result(state)));
            }
        }
        var open = new Sampled<>("builds", Sampled.USUAL, sql::open);
        Gauge.builder("slipway.builds.running", () -> open.get(BuildMeterSql.Open::running))
                .register(registry);
        Gauge.builder("slipway.builds.queued", () -> open.get(BuildMeterSql.Open::queued))
                .register(registry);
        Gauge.builder("slipway.build.queue", () -> open.get(BuildMeterSql.Open::oldestSeconds))
                .baseUnit("seconds")
                .register(registry);
    }

    void ended(BuildState state) {
        Optional.ofNullable(ended.get(state)).ifPresent(Counter::increment);
    }

    private static String result(BuildState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
