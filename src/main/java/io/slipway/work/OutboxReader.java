package io.slipway.work;

import java.util.List;

/// Does something with what happened: each event once, roughly in the order of their commits, one reader of a name at a
/// time among all replicas.
public interface OutboxReader {

    /// Stays the same for ever: rows of the outbox carry it.
    String name();

    /// False where settings leave this reader out: nothing is kept for it.
    default boolean enabled() {
        return true;
    }

    /// In a transaction that also deletes the events. An exception makes them come again, one by one, and one that
    /// fails five times is set aside.
    ///
    /// @throws TryLaterException when it is not the events' fault; then all of them wait
    void consume(List<StoredEvent> events);

    /// What the reader needs is out of reach.
    class TryLaterException extends RuntimeException {

        public TryLaterException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
