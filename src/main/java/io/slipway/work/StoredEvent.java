package io.slipway.work;

import java.time.Instant;

/// An event as a reader gets it: with who acted, when and from where.
///
/// @param id    of the outbox row, for messages of readers
/// @param at    by the database's clock
public record StoredEvent(long id, Instant at, Body body) {

    /// What lies in the outbox.
    ///
    /// @param times how often, for what was rolled up; else 1
    public record Body(Event event, String address, String client, String requestId, long times) {}

    public Event event() {
        return body.event();
    }

    public long times() {
        return body.times();
    }
}
