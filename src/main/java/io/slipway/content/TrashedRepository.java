package io.slipway.content;

import io.slipway.oci.RepositoryName;
import java.time.Instant;

/// A repository that was deleted and can be restored.
///
/// @param name  what it was called, or would be by now
/// @param taken whether another one is called so
/// @param bytes what it took when it was measured last
/// @param until when it can no longer be restored
public record TrashedRepository(
        long id,
        RepositoryName name,
        boolean taken,
        long tags,
        long bytes,
        Instant deletedAt,
        Author deletedBy,
        Instant until) {

    public TagEventPosition position() {
        return new TagEventPosition(deletedAt, id);
    }
}
