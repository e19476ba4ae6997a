package io.slipway.inspection;

import java.util.Optional;

/// Where a link leads inside an image, after all links on the way.
///
/// @param path of what is there
/// @param kind empty where nothing is
public record LinkEnd(String path, Optional<EntryKind> kind) {}
