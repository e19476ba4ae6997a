package io.slipway.storage;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/// Where bytes lie inside a store: an opaque relative path, which says nothing about the digest it holds.
/// Parts that begin with a dot are kept for the store's own files.
public record StorageKey(String value) {

    private static final int MAXIMUM_LENGTH = 512;
    private static final Pattern OWN = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public StorageKey {
        Objects.requireNonNull(value, "A storage key needs a value");
        if (value.isEmpty() || value.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("A storage key has 1 to " + MAXIMUM_LENGTH + " characters");
        }
        if (value.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("A storage key has no backslash and no control character");
        }
        for (String part : value.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".")) {
                throw new IllegalArgumentException(
                        "A storage key is a relative path without empty parts and parts that begin with a dot");
            }
        }
    }

    /// A key that was never used before, spread over 256 folders.
    public static StorageKey fresh() {
        String id = UUID.randomUUID().toString();
        return new StorageKey(id.substring(0, 2) + "/" + id);
    }

    /// Whether it has the form of [#fresh]; others were taken over from somebody else, who may still write.
    public boolean isOwn() {
        return OWN.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
