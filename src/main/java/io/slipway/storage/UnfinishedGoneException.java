package io.slipway.storage;

/// What was written at a key that was not sealed is gone, or is not what this writer left: whoever wrote begins again.
public final class UnfinishedGoneException extends StorageException {

    public UnfinishedGoneException(StorageKey key, String why) {
        super("What was written to " + key + " is gone: " + why);
    }
}
