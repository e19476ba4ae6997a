package io.slipway.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Compares this machine's clock with the database's, which all replicas share. Tokens have a minute of leeway: a
/// replica that is off by more than half of it gets no requests.
@Component
class ClockProbe implements Probe {

    private static final Logger LOG = LoggerFactory.getLogger(ClockProbe.class);

    private static final Duration WARN = Duration.ofSeconds(5);
    private static final Duration REFUSE = Duration.ofSeconds(30);

    private final DatabaseClockSql sql;
    private final Clock clock;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    private volatile boolean warned;

    ClockProbe(DatabaseClockSql sql, Clock clock, MeterRegistry meters) {
        this.sql = sql;
        this.clock = clock;
        Gauge.builder("slipway.clock.offset", offset, it -> it.get().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("How far the clock of this replica is ahead of the database's")
                .register(meters);
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public void check() {
        long asked = System.nanoTime();
        Instant database = sql.now();
        Duration trip = Duration.ofNanos(System.nanoTime() - asked);
        // the database looked somewhere on the way: half of it is how wrong this can be
        Duration half = trip.dividedBy(2);
        Duration found = Duration.between(database, clock.instant().minus(half));
        offset.set(found);
        Duration least = found.abs().minus(half);
        boolean off = least.compareTo(WARN) > 0;
        if (off && !warned) {
            LOG.warn("{}; over {} s it gets no requests", sentence(found), REFUSE.toSeconds());
        }
        warned = off;
        if (least.compareTo(REFUSE) > 0) {
            throw new IllegalStateException(sentence(found));
        }
    }

    private static String sentence(Duration offset) {
        return String.format(
                Locale.ROOT,
                "The clock of this machine is %.1f s %s the database's",
                offset.abs().toMillis() / 1000.0,
                offset.isNegative() ? "behind" : "ahead of");
    }
}
