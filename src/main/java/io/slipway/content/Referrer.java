package io.slipway.content;

import io.slipway.oci.Digest;
import java.util.Optional;

/// A descriptor of the referrers list.
///
/// @param annotations the manifest's annotations as a JSON object
public record Referrer(
        long id,
        String mediaType,
        Digest digest,
        long size,
        Optional<String> artifactType,
        Optional<String> annotations) {}
