package io.slipway.content;

import io.slipway.oci.Digest;
import java.time.Instant;

/// A tag as lists show it.
///
/// @param size what a client downloads: the manifest with its config and layers, in bytes; of an index, all of its
/// manifests
public record TagSummary(
        String name, Digest digest, String mediaType, long size, Instant updatedAt, String updatedBy) {}
