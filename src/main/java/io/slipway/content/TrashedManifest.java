package io.slipway.content;

import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.List;

/// A manifest that was deleted and can be restored.
///
/// @param tags  those that went with it, by name
/// @param until when it can no longer be restored
public record TrashedManifest(
        long id,
        Digest digest,
        String mediaType,
        List<String> tags,
        Instant deletedAt,
        Author deletedBy,
        Instant until) {

    public TagEventPosition position() {
        return new TagEventPosition(deletedAt, id);
    }
}
