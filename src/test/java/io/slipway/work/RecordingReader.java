package io.slipway.work;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Keeps what it was given, after a check that may throw.
class RecordingReader implements OutboxReader {

    final Queue<StoredEvent> events = new ConcurrentLinkedQueue<>();
    volatile Consumer<StoredEvent> check = _ -> {};
    private final String name;

    RecordingReader(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void consume(List<StoredEvent> read) {
        read.forEach(event -> check.accept(event));
        events.addAll(read);
    }

    List<String> targets() {
        return events.stream().map(event -> event.event().target()).toList();
    }
}
