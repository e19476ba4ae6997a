package io.slipway.api;

import io.slipway.content.TrashedManifest;
import java.time.Instant;
import java.util.List;

/// A manifest that can be restored.
///
/// @param tags  those that went with it
/// @param until when it can no longer be restored
record TrashView(
        String digest, String mediaType, List<String> tags, Instant deletedAt, String deletedBy, Instant until) {

    static TrashView of(TrashedManifest manifest) {
        return new TrashView(
                manifest.digest().toString(),
                manifest.mediaType(),
                manifest.tags(),
                manifest.deletedAt(),
                manifest.deletedBy().name(),
                manifest.until());
    }
}
