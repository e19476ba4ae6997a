package io.slipway.content;

/// What comes back when tags go.
///
/// @param images manifests that nothing names any more: what the tags name, its platforms, what is attached
/// @param bytes  of the blobs that nothing else in the repository needs
/// @param freed  those of them that no other repository has: what collection gives back to the storage; none
///     where manifests without tags are kept for ever
/// @param least  whether there is more than was counted
public record Saved(long images, long bytes, long freed, boolean least) {

    public static final Saved NOTHING = new Saved(0, 0, 0, false);
}
