package io.slipway.storage;

/// The store cannot do what was asked; says what was tried and why it failed.
public class StorageException extends RuntimeException {

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
