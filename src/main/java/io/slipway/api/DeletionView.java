package io.slipway.api;

import io.slipway.content.DeletionPlan;
import io.slipway.content.DeletionPlan.Parent;
import io.slipway.content.Deletions.Deleted;
import java.util.List;

/// What a deletion took, or would take.
///
/// @param deleted the tags that are gone, or would be
/// @param locked  those that stay
/// @param missing those that were not there
/// @param others  of a plan: tags that keep one of the images
/// @param parents of a plan: indexes that need the manifest
/// @param images  of a plan: manifests without a name left
/// @param bytes   of a plan: of what nothing else in the repository needs
/// @param freed   of a plan: what the storage gets back when that is collected
record DeletionView(
        boolean dryRun,
        List<String> deleted,
        List<String> locked,
        List<String> missing,
        List<String> others,
        List<Index> parents,
        int images,
        long bytes,
        long freed) {

    record Index(String digest, List<String> tags) {

        static Index of(Parent parent) {
            return new Index(parent.digest().toString(), parent.tags());
        }
    }

    static DeletionView of(DeletionPlan plan) {
        return new DeletionView(
                true,
                plan.tags(),
                plan.locked(),
                plan.missing(),
                plan.others(),
                plan.parents().stream().map(Index::of).toList(),
                plan.images().count(),
                plan.images().bytes(),
                plan.images().freed());
    }

    /// Of what is done, with the numbers of the plan that was made just before.
    static DeletionView of(Deleted done, DeletionPlan plan) {
        return new DeletionView(
                false,
                done.deleted(),
                done.locked(),
                done.missing(),
                plan.others(),
                List.of(),
                plan.images().count(),
                plan.images().bytes(),
                plan.images().freed());
    }
}
