package io.slipway.content;

import java.time.Instant;
import java.util.Optional;

/// How far the check of all bytes is.
///
/// @param checked blobs that were read and found right within the period, and `checkedBytes` of them
/// @param due     blobs that are to be read now, and `dueBytes` of them; others were read or pushed within the period
/// @param next    since when the one is known to be right that is read next; empty where there is none
/// @param now     the time of these numbers
public record ScrubProgress(
        long blobs,
        long bytes,
        long checked,
        long checkedBytes,
        long due,
        long dueBytes,
        Damage damage,
        Optional<Instant> next,
        Instant now) {

    /// @param blobs whose bytes are not right, until somebody pushes them again
    public record Damage(long blobs, long bytes) {}
}
