package io.slipway.storage;

/// Where a blob's bytes lie: a key of one of the stores.
///
/// @param store its number, as [BlobStore#id()]
public record BlobPlace(short store, StorageKey key) {

    @Override
    public String toString() {
        return key + " of store " + store;
    }
}
