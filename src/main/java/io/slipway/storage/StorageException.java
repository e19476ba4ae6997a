package io.slipway.storage;

import org.springframework.dao.DataAccessResourceFailureException;

/// The store cannot do what was asked; says what was tried and why it failed.
///
/// To those above a lost disk is what a lost database is: a resource that may come back.
public class StorageException extends DataAccessResourceFailureException {

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
