package io.slipway.storage;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The stores that this program was given. New blobs go to one of them; each gives and deletes what it has, so blobs
/// may move from one to another while everything goes on.
public final class Stores {

    private final BlobStore forNew;
    private final Map<Short, BlobStore> all;

    /// @param forNew one of all
    public Stores(BlobStore forNew, List<BlobStore> all) {
        this.forNew = forNew;
        this.all = all.stream().collect(Collectors.toUnmodifiableMap(BlobStore::id, Function.identity()));
    }

    /// The one that takes new blobs.
    public BlobStore forNew() {
        return forNew;
    }

    /// @throws StorageException when this program was not given it
    public BlobStore of(short id) {
        BlobStore store = all.get(id);
        if (store == null) {
            throw new StorageException("The store " + id + " is not set up here: bytes that lie there cannot be had");
        }
        return store;
    }

    public BlobStore of(BlobPlace place) {
        return of(place.store());
    }

    public InputStream read(BlobPlace place, ByteRange range) {
        return of(place).read(place.key(), range);
    }

    public long size(BlobPlace place) {
        return of(place).size(place.key());
    }

    /// The numbers of all.
    public Short[] ids() {
        return all.keySet().stream().sorted().toArray(Short[]::new);
    }

    public List<BlobStore> all() {
        return List.copyOf(all.values());
    }
}
