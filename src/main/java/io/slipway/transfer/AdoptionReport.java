package io.slipway.transfer;

import io.slipway.oci.Digest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What an adoption did so far, or would have done.
final class AdoptionReport {

    /// The sums it counts.
    enum Sum {
        /// Looked at.
        REPOSITORIES,
        /// Taken now.
        MANIFESTS,
        TAGS,
        BLOBS,
        BYTES,
        /// Manifests that were here before.
        KNOWN,
        /// Manifests and tags that somebody changed here since.
        KEPT,
        /// Bytes read to be compared.
        READ,
        /// Not taken.
        LEFT,
        /// Blobs of no image that is here.
        UNUSED,
        UNUSED_BYTES
    }

    /// Lines that are kept; further ones are counted only.
    private static final int MOST_LINES = 10_000;

    private final Consumer<AdoptionReport> told;
    private final Map<Sum, Long> sums = new EnumMap<>(Sum.class);
    private final List<String> left = new ArrayList<>();
    private final Set<Long> used = new HashSet<>();

    /// @param told after each step
    AdoptionReport(Consumer<AdoptionReport> told) {
        this.told = told;
    }

    void add(Sum sum, long more) {
        sums.merge(sum, more, Long::sum);
        told.accept(this);
    }

    long get(Sum sum) {
        return sums.getOrDefault(sum, 0L);
    }

    /// @param what `acme/app:1.0`
    void leave(String what, String reason) {
        if (left.size() < MOST_LINES) {
            left.add(what + ": " + reason);
        }
        add(Sum.LEFT, 1);
    }

    List<String> left() {
        return left;
    }

    /// Remembers that an image here is made of it.
    ///
    /// @return whether it was so before
    boolean use(Digest digest) {
        return !used.add(start(digest));
    }

    boolean isUsed(Digest digest) {
        return used.contains(start(digest));
    }

    /// Enough to tell millions apart for a sum, in a fraction of the memory.
    private static Long start(Digest digest) {
        return Long.parseUnsignedLong(digest.hex().substring(0, 16), 16);
    }
}
