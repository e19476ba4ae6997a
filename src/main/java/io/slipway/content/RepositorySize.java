package io.slipway.content;

/// What the images of a repository take, in bytes as they are stored, each blob once.
///
/// @param bytes  all of them
/// @param shared of these, what another repository has, too: deleting this one would not free them
public record RepositorySize(long bytes, long shared) {

    /// What is in no other repository.
    public long own() {
        return bytes - shared;
    }
}
