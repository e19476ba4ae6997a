package io.slipway.api;

import io.slipway.content.TagSummary;
import java.time.Instant;

/// A tag as this API shows it.
///
/// @param size what a client downloads, in bytes
record TagView(String name, String digest, String mediaType, long size, Instant updatedAt, String updatedBy) {

    static TagView of(TagSummary tag) {
        return new TagView(
                tag.name(), tag.digest().toString(), tag.mediaType(), tag.size(), tag.updatedAt(), tag.updatedBy());
    }
}
