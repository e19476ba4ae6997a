package io.slipway.api;

import io.slipway.content.RepositoryDeletionPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What deleting a repository, or all of an organisation, would take.
///
/// @param bytes  as measured last; null while nobody did
/// @param freed  of these, at least, what the storage gets back when the trash is emptied
/// @param locked tags that are locked, some of them: they go with `locked=true` only
public record RepositoryDeletionView(
        boolean dryRun,
        String name,
        long repositories,
        long tags,
        long manifests,
        @Nullable Long bytes,
        @Nullable Long freed,
        List<String> locked) {

    public static RepositoryDeletionView of(String name, RepositoryDeletionPlan plan) {
        boolean measured = plan.size().isPresent();
        return new RepositoryDeletionView(
                true,
                name,
                plan.repositories(),
                plan.tags(),
                plan.manifests(),
                measured ? plan.bytes() : null,
                measured ? plan.freed() : null,
                plan.locked());
    }
}
