package io.slipway.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Turns what the operating system says into the exceptions of this module.
final class StorageFailures {

    // where the system speaks another language, less room than a block tells
    private static final long NO_ROOM = 4096;

    private StorageFailures() {}

    static StorageException of(String attempt, Path place, IOException failure) {
        String reason = reason(failure);
        if (reason.contains("No space left on device")
                || reason.contains("Disk quota exceeded")
                || isUnexplained(failure) && isFull(place)) {
            return new StorageFullException("There is no room left to " + attempt, failure);
        }
        return new StorageException("Cannot " + attempt + ": " + reason, failure);
    }

    static StorageException unreadable(StorageKey key, IOException failure) {
        return new StorageException("Cannot read " + key + ": " + reason(failure), failure);
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }

    private static boolean isUnexplained(IOException failure) {
        return failure.getClass().equals(IOException.class);
    }

    private static boolean isFull(Path place) {
        try {
            return Files.getFileStore(place).getUsableSpace() < NO_ROOM;
        } catch (IOException unknown) {
            return false;
        }
    }
}
