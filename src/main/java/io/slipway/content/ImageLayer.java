package io.slipway.content;

import io.slipway.oci.Digest;
import java.util.Map;

/// A layer of an image, or a file of an artifact.
///
/// @param size compressed, as stored
public record ImageLayer(Digest digest, String mediaType, long size, Map<String, String> annotations) {}
