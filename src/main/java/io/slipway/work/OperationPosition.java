package io.slipway.work;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Where a page of operations ends; written as `<time>~<id>`.
public record OperationPosition(Instant created, UUID id) {

    /// Before the newest.
    static final OperationPosition START =
            new OperationPosition(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1L, -1L));

    public static Optional<OperationPosition> parse(String text) {
        int middle = text.indexOf('~');
        if (middle < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OperationPosition(
                    Instant.parse(text.substring(0, middle)), UUID.fromString(text.substring(middle + 1))));
        } catch (DateTimeException | IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return created + "~" + id;
    }
}
