package io.slipway.storage;

/// The store works, but there is nothing at the key.
public class MissingBytesException extends StorageException {

    public MissingBytesException(StorageKey key) {
        super("There are no bytes at " + key);
    }
}
