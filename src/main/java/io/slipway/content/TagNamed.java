package io.slipway.content;

import io.slipway.oci.Digest;

/// A tag and what it points at.
public record TagNamed(String name, Digest digest) {}
