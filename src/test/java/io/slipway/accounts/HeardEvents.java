package io.slipway.accounts;

import io.slipway.work.Event;
import io.slipway.work.OutboxReader;
import io.slipway.work.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// What was published, for tests to wait for.
class HeardEvents implements OutboxReader {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    @Override
    public String name() {
        return "heard";
    }

    @Override
    public void consume(List<StoredEvent> events) {
        events.forEach(event -> heard.add(event.event()));
    }

    /// The events in a namespace up to the first of this action.
    List<Event> upTo(String action, long namespaceId) throws InterruptedException {
        List<Event> events = new ArrayList<>();
        Predicate<Event> ours =
                event -> event.namespaceId().filter(id -> id == namespaceId).isPresent();
        do {
            Event event = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("Nobody published " + action + ", only " + events);
            }
            if (ours.test(event)) {
                events.add(event);
            }
        } while (events.isEmpty() || !events.getLast().action().equals(action));
        return events;
    }
}
