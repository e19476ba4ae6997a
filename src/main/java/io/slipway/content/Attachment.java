package io.slipway.content;

import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A signature, attestation, bill of materials or anything else that is about a manifest.
///
/// @param about        the manifest that it describes
/// @param tag          the tag that ties it to that manifest, where nothing else does
/// @param artifactType its own type, or that of what it carries; empty until it was read
/// @param predicates   what kinds of statement an attestation makes, as its layers say
public record Attachment(
        long id,
        Digest about,
        Digest digest,
        String mediaType,
        long size,
        Instant pushedAt,
        Optional<String> tag,
        Optional<String> artifactType,
        Set<String> predicates) {}
