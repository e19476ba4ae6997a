package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.TagSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A tag as this API shows it.
///
/// @param size         what a client downloads, in bytes
/// @param aliases      some other tags of the same manifest
/// @param lastPulledAt by this tag
/// @param platforms    that the image is for, the first ones in fixed order
/// @param locked       neither moves nor goes until it is unlocked
/// @param expiresAt    when it goes by itself
/// @param signed       something that looks like a signature stands beside the image; nobody verified it
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TagView(
        String name,
        String digest,
        String mediaType,
        long size,
        Instant updatedAt,
        String updatedBy,
        List<String> aliases,
        Optional<Instant> lastPulledAt,
        List<String> platforms,
        boolean locked,
        Optional<Instant> expiresAt,
        boolean signed) {

    static TagView of(TagSummary tag) {
        return new TagView(
                tag.name(),
                tag.digest().toString(),
                tag.mediaType(),
                tag.size(),
                tag.updatedAt(),
                tag.updatedBy().name(),
                tag.aliases().names(),
                tag.lastPulledAt(),
                tag.contents().platforms(),
                tag.hold().locked(),
                tag.hold().expiresAt(),
                tag.signed());
    }
}
