package io.slipway.content;

import java.util.List;
import java.util.Optional;

/// What deleting repositories would take.
///
/// @param repositories one, or all of a namespace
/// @param size         what they take: `shared` is also of others and stays; empty while nobody measured it
/// @param locked       tags that are locked, the first few by name, with their repositories where there are several
public record RepositoryDeletionPlan(
        long repositories, long tags, long manifests, Optional<RepositorySize> size, List<String> locked) {

    public static final int SHOWN = 20;

    public long bytes() {
        return size.map(RepositorySize::bytes).orElse(0L);
    }

    public long freed() {
        return size.map(it -> Math.max(0, it.bytes() - it.shared())).orElse(0L);
    }
}
