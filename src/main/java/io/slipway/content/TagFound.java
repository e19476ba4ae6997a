package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.time.Instant;

/// A tag that a search found.
public record TagFound(
        RepositoryName repository, Visibility visibility, String tag, Digest digest, Instant updatedAt) {}
