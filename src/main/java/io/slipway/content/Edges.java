package io.slipway.content;

import io.slipway.oci.Digest;
import java.util.Collection;

/// What a stored manifest holds on to.
record Edges(Collection<Long> blobs, Collection<Digest> children) {}
