package io.slipway.content;

import io.slipway.oci.Digest;
import java.util.List;

/// What a deletion would take, as things stand now.
///
/// @param tags    those that would go, by name
/// @param locked  those asked for that stay, since they are locked or a rule keeps them
/// @param missing those asked for that are not there
/// @param others  tags not asked for that name one of the same manifests, and so keep it; at most [#SHOWN]
/// @param parents indexes that need what is to go: nothing goes while there are any
/// @param images  how much would be left without a name, or deleted
public record DeletionPlan(
        List<String> tags,
        List<String> locked,
        List<String> missing,
        List<String> others,
        List<Parent> parents,
        Images images) {

    /// How many names of a kind are told.
    public static final int SHOWN = 20;

    /// An index of this repository.
    ///
    /// @param tags at most [#SHOWN]
    public record Parent(Digest digest, List<String> tags) {}

    /// Manifests that nothing else names: what the tags name, its platforms, and what is attached to them.
    ///
    /// @param bytes of the blobs that nothing else in this repository needs
    /// @param freed those of them that no other repository has: what the storage gets back when they are collected
    public record Images(int count, long bytes, long freed) {

        static final Images NONE = new Images(0, 0, 0);
    }

    public boolean possible() {
        return parents.isEmpty() && locked.isEmpty();
    }
}
