package io.slipway.inspection;

import java.util.List;
import java.util.OptionalLong;

/// A path at which two images differ.
///
/// @param nth     counts from 1, in the order of paths
/// @param kind    of the one after, where it is there
/// @param aspects what differs, where both have it
/// @param before  bytes; empty for what is no file, and where it is not there
public record FileDifference(
        int nth,
        String path,
        Change change,
        EntryKind kind,
        List<Aspect> aspects,
        OptionalLong before,
        OptionalLong after) {

    public enum Change {
        ADDED,
        REMOVED,
        CHANGED
    }

    public enum Aspect {
        KIND,
        CONTENT,
        TARGET,
        MODE,
        OWNER
    }

    public FileDifference {
        aspects = List.copyOf(aspects);
    }

    /// What the second one has more.
    long growth() {
        return after.orElse(0) - before.orElse(0);
    }
}
