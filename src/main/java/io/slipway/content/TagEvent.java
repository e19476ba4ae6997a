package io.slipway.content;

import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.Optional;

/// What happened to a tag.
///
/// @param digest   what it names since; empty where it is gone
/// @param previous what it named before
/// @param client   the program that did it
/// @param here     which of the two can still be looked at
public record TagEvent(
        long id,
        String name,
        Kind kind,
        Optional<Digest> digest,
        Optional<Digest> previous,
        Instant at,
        Author by,
        String client,
        Here here) {

    public record Here(boolean digest, boolean previous) {}

    public enum Kind {
        CREATE,
        MOVE,
        DELETE,
        RESTORE,
        EXPIRE,
        LOCK,
        UNLOCK
    }

    public TagEventPosition position() {
        return new TagEventPosition(at, id);
    }
}
