package io.slipway.storage;

/// The store has no room for the bytes; reading and deleting still work.
public class StorageFullException extends StorageException {

    public StorageFullException(String message, Throwable cause) {
        super(message, cause);
    }
}
