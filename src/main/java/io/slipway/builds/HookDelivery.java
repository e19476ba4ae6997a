package io.slipway.builds;

import java.util.Map;

/// A delivery before it is known what comes of it.
///
/// @param key  the provider's name of it, or one made of the body
/// @param hash of the whole body: a name is not signed, a body is
/// @param head as much of the body as is kept
record HookDelivery(String key, byte[] hash, Map<String, String> headers, byte[] head) {}
