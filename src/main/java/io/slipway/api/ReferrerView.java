package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.Attachment;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A signature, attestation or anything else that is about a manifest.
///
/// @param tag        cosign's, where nothing else ties it to the manifest
/// @param predicates what kinds of statement an attestation makes
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ReferrerView(
        String digest,
        String mediaType,
        Optional<String> artifactType,
        long size,
        Instant pushedAt,
        Optional<String> tag,
        Set<String> predicates) {

    static ReferrerView of(Attachment attachment) {
        return new ReferrerView(
                attachment.digest().toString(),
                attachment.mediaType(),
                attachment.artifactType(),
                attachment.size(),
                attachment.pushedAt(),
                attachment.tag(),
                attachment.predicates());
    }
}
