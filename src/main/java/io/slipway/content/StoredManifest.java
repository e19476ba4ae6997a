package io.slipway.content;

import io.slipway.oci.Digest;

/// A manifest as it was pushed.
///
/// @param leaseRunsOut less than half is left of the time for which collection leaves it alone
/// @param payload the exact bytes; empty when only the facts were asked for
public record StoredManifest(
        long id, Digest digest, String mediaType, long size, boolean leaseRunsOut, byte[] payload) {}
