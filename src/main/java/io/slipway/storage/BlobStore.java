package io.slipway.storage;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Bytes at keys. A store renames nothing: the database knows every key.
/// Every method throws [StorageException] when the store itself cannot be reached or used.
public interface BlobStore extends MarkedStore, ReadableStore, WritableStore {

    /// The number under which the database remembers this store.
    short id();

    /// Deletes what is at the key and what is unfinished there, for good when it returns; nothing there is fine.
    void delete(StorageKey key);

    /// Deletes what was sealed at the keys.
    ///
    /// @return the keys at which nothing is any more; of the others the log tells
    List<StorageKey> delete(List<StorageKey> keys);

    /// Hands over every key with bytes, in no order, as it is found and without keeping any. What comes or
    /// goes meanwhile may be missing. For a check, and for what no row knows yet.
    default void list(Consumer<StoredObject> each) {
        list("", each);
    }

    /// The same, of those below a folder.
    ///
    /// @param folder with a slash at its end; empty for all
    void list(String folder, Consumer<StoredObject> each);

    /// Hands over every key with a write that was begun and never sealed, and of which [#list] says nothing, with the
    /// moment of its begin by the store's clock.
    void listUnfinished(BiConsumer<StorageKey, Instant> each);

    /// Ends what [#listUnfinished] found at the key; what was sealed there stays.
    void endUnfinished(StorageKey key);
}
