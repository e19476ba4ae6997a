package io.slipway.content;

import java.util.List;

/// A slice of a list in key order.
///
/// @param more whether the list goes on after the last item
public record Page<T>(List<T> items, boolean more) {

    public Page {
        items = List.copyOf(items);
    }

    /// Cuts what was read with one row more than asked for.
    public static <T> Page<T> of(List<T> read, int size) {
        return read.size() > size ? new Page<>(read.subList(0, size), true) : new Page<>(read, false);
    }
}
