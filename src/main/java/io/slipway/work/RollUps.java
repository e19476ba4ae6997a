package io.slipway.work;

import io.slipway.work.RequestOrigin.Actor;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Counts in memory what happens all the time, and publishes it when the hour is over: audit rows are never changed, so
/// each is written once.
@Component
class RollUps implements DisposableBean {

    private static final int MAX_KEYS = 5_000;

    /// @param who the principal; the address where there is none
    private record Key(Event event, String who) {

        static Key of(StoredEvent.Body body) {
            Event event = body.event();
            Optional<Actor> actor = event.actor();
            return new Key(event, actor.isPresent() ? "" : body.address());
        }
    }

    private record Count(StoredEvent.Body body, long since) {

        /// Keeps of the origin what all have in common.
        Count and(StoredEvent.Body more) {
            return new Count(
                    new StoredEvent.Body(
                            body.event(),
                            common(body.address(), more.address()),
                            common(body.client(), more.client()),
                            common(body.requestId(), more.requestId()),
                            body.times() + more.times()),
                    since);
        }

        private static String common(String one, String other) {
            return one.equals(other) ? one : "";
        }
    }

    private final OutboxQueue queue;
    private final Clock clock;
    private final Map<Key, Count> counts = new HashMap<>();
    private long hour;

    RollUps(OutboxQueue queue, Clock clock) {
        this.queue = queue;
        this.clock = clock;
        this.hour = currentHour();
    }

    synchronized void add(StoredEvent.Body body) {
        endHour();
        if (counts.size() >= MAX_KEYS) {
            flush();
        }
        counts.merge(Key.of(body), new Count(body, System.nanoTime()), (known, fresh) -> known.and(fresh.body()));
    }

    @Scheduled(fixedDelay = 10_000)
    synchronized void endHour() {
        long now = currentHour();
        if (now != hour) {
            flush();
            hour = now;
        }
    }

    synchronized void flush() {
        counts.values().forEach(count -> queue.add(count.body(), count.since()));
        counts.clear();
    }

    @Override
    public void destroy() {
        flush();
    }

    private long currentHour() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS).getEpochSecond();
    }
}
