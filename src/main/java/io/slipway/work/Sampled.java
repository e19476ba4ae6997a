package io.slipway.work;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What gauges show of one reading: it is read when somebody asks, and not again before it is old.
///
/// @param <T> what one reading gives
public final class Sampled<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Sampled.class);

    /// How old a reading gets that costs little.
    public static final Duration USUAL = Duration.ofSeconds(15);

    private record Reading<T>(T value, long at) {}

    private final String what;
    private final long life;
    private final Supplier<T> source;
    private volatile Optional<Reading<T>> last = Optional.empty();

    public Sampled(String what, Duration life, Supplier<T> source) {
        this.what = what;
        this.life = life.toNanos();
        this.source = source;
    }

    /// A part of the newest reading; no number while it cannot be read.
    public double get(ToDoubleFunction<T> part) {
        return fresh().map(reading -> part.applyAsDouble(reading.value())).orElse(Double.NaN);
    }

    private synchronized Optional<Reading<T>> fresh() {
        long now = System.nanoTime();
        if (last.filter(reading -> now - reading.at() < life).isPresent()) {
            return last;
        }
        try {
            last = Optional.of(new Reading<>(source.get(), now));
        } catch (RuntimeException e) {
            LOG.debug("metrics of {} could not be read", what, e);
            last = Optional.empty();
        }
        return last;
    }
}
