package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.time.Instant;

/// A manifest that a search found by its digest.
///
/// @param id where the list goes on after it
public record ManifestFound(
        long id, RepositoryName repository, Visibility visibility, Digest digest, String mediaType, Instant pushedAt) {}
