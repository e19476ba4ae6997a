package io.slipway.api;

import io.slipway.content.Saved;

/// What comes back when tags go.
///
/// @param images  without a name then
/// @param bytes   of what nothing else in the repository needs
/// @param freed   what collection gives back to the storage
/// @param atLeast whether there is more than was counted
public record SavedView(long images, long bytes, long freed, boolean atLeast) {

    public static SavedView of(Saved saved) {
        return new SavedView(saved.images(), saved.bytes(), saved.freed(), saved.least());
    }
}
