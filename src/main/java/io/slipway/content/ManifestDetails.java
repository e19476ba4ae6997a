package io.slipway.content;

import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A manifest as its page shows it.
///
/// @param size     of the manifest itself, in bytes
/// @param pushedBy empty when the account is gone
/// @param subject  what it is about
/// @param config   of an image or artifact
public record ManifestDetails(
        long id,
        Digest digest,
        String mediaType,
        long size,
        Instant pushedAt,
        String pushedBy,
        Optional<Digest> subject,
        Optional<Digest> config,
        Map<String, String> annotations,
        ImageFacts facts) {}
