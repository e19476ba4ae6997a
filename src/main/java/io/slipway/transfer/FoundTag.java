package io.slipway.transfer;

import java.time.Instant;

/// A tag of another registry.
///
/// @param since when it was pushed last
record FoundTag(String name, Instant since) {}
