package io.slipway.content;

/// What a check of database and store can find.
public enum Fault {
    MISSING("blobs whose bytes are missing"),
    WRONG_SIZE("blobs whose bytes have another size"),
    WRONG_BYTES("blobs whose bytes have another digest"),
    UNREADABLE("blobs whose bytes cannot be read"),
    DAMAGED("blobs known to be damaged, until they are pushed again"),
    RIGHT_AGAIN("blobs set aside whose bytes are right again"),
    UNKNOWN_OBJECT("objects in the store that nothing names"),
    LOST_UPLOAD("uploads whose acknowledged bytes are missing"),
    UNLINKED_BLOB("blobs that no repository has, and that collection forgot"),
    FORGOTTEN_LINK("blobs of repositories that nothing needs, and that collection forgot"),
    BROKEN_MANIFEST("manifests that need a blob their repository does not show"),
    WRONG_MANIFEST("manifests with another digest than their bytes"),
    WRONG_TAG("tags of manifests that are deleted or of another repository"),
    /// The specification allows it.
    ABSENT_CHILD("image indexes that list an image which is not here (allowed)");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /// Told, but nothing is wrong.
    public boolean isNote() {
        return this == ABSENT_CHILD;
    }
}
