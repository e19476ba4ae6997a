package io.slipway.storage;

/// A store as pushes see it: bytes come in several requests, maybe at several replicas, and are sealed at the end.
public interface WritableStore {

    /// Opens a key for writing after what is acknowledged. A length of zero begins anew; bytes beyond it, left by a
    /// write that nobody acknowledged, are dropped; fewer bytes than that are a [StorageException].
    ///
    /// @throws UnfinishedGoneException when the store ended the unfinished write
    BlobWriter write(StorageKey key, WriteState acknowledged);

    /// Whether another may go on at the same key while a writer who was given up may still be alive. Else its bytes
    /// are copied to a new key first.
    boolean fencesWriters(WriteState acknowledged);

    /// Makes what was written readable at its key, for good when it returns.
    ///
    /// @return false when the store cannot tell whose bytes are there: they are to be read before they are trusted
    /// @throws UnfinishedGoneException when they are not there
    boolean seal(StorageKey key, WriteState acknowledged);

    /// False while free space is below the reserve; pulls and deletes go on.
    boolean acceptsUploads();
}
