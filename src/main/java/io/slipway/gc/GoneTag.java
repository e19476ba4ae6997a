package io.slipway.gc;

import io.slipway.oci.Digest;

/// A tag that a run took away, and what it named.
public record GoneTag(String name, Digest digest) {}
