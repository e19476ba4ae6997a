package io.slipway.content;

import io.slipway.oci.Digest;

/// A blob of a repository.
///
/// @param size in bytes
public record Blob(Digest digest, long size) {}
