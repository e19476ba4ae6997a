package io.slipway.content;

import java.util.List;

/// What came back with a manifest.
///
/// @param tags  those that name it again
/// @param taken those that name something else by now, and go on doing so
public record Restored(List<String> tags, List<String> taken) {}
