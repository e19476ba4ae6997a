package io.slipway.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Bytes at keys. A store renames nothing: the database knows every key.
/// Every method throws [StorageException] when the store itself cannot be reached or used.
public interface BlobStore extends MarkedStore {

    /// The number under which the database remembers this store.
    short id();

    /// Opens a key for writing at `offset`, the number of bytes acknowledged so far. Zero makes or empties the file;
    /// bytes beyond the offset, left by a write that nobody acknowledged, are cut off; fewer bytes than the offset
    /// are a [StorageException].
    BlobWriter write(StorageKey key, long offset);

    /// The bytes of a range; the stream fails, rather than end early, when bytes are missing.
    ///
    /// @throws MissingBytesException when there is nothing at the key
    InputStream read(StorageKey key, ByteRange range);

    /// The file that holds the bytes, for sending without copies; empty where a store has no files.
    ///
    /// @throws MissingBytesException when there is nothing at the key
    Optional<Path> file(StorageKey key);

    /// @throws MissingBytesException when there is nothing at the key
    long size(StorageKey key);

    /// Deletes what is at the key, for good when it returns; nothing there is fine.
    void delete(StorageKey key);

    /// Hands over every key with bytes, in no order, as it is found and without keeping any. What comes or goes
    /// meanwhile may be missing. Only for a check: everything else asks the database.
    void list(Consumer<StoredObject> each);

    /// False while free space is below the reserve; pulls and deletes go on.
    boolean acceptsUploads();
}
