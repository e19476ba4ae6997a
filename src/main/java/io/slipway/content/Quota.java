package io.slipway.content;

import java.time.Instant;
import java.util.Optional;

/// How many bytes a namespace or a repository may hold, and how many it does.
///
/// @param repository whether it is of one repository
/// @param organisation whether it is of an organisation; else it is of somebody's own namespace
/// @param name       of the namespace or repository
/// @param used       each blob once however often it is linked, and manifests; what is in the trash, too
/// @param reserved   by uploads that are under way
/// @param shared     of what is used, as of the last count: others have it, too, so deleting it here frees nothing
/// @param trash      of what is used, as of the last count: only the trash holds it
/// @param counted    the last count; none yet where counting goes on
/// @param drift      what that count had to put right
/// @param driftAt    the last time that a count had to
public record Quota(
        long id,
        boolean repository,
        boolean organisation,
        String name,
        long limit,
        long used,
        long reserved,
        long shared,
        long trash,
        Optional<Instant> counted,
        long drift,
        Optional<Instant> driftAt) {

    static final int WARNING = 80;

    private static final int FULL = 100;

    /// What deleting all of it would give back to the storage.
    public long unique() {
        return Math.max(0, used - shared);
    }

    public long free() {
        return Math.max(0, limit - used - reserved);
    }

    /// Rounded; over 100 where the limit was set under what is there.
    public int percent() {
        return limit == 0 ? FULL : (int) Math.min(9_999, Math.round((used + reserved) * (double) FULL / limit));
    }

    /// Whoever pushes there should know.
    public boolean warns() {
        return percent() >= WARNING;
    }

    public boolean full() {
        return percent() >= FULL;
    }
}
