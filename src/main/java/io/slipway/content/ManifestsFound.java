package io.slipway.content;

import java.util.List;
import java.util.Optional;

/// A page of manifests that a search found; where much is passed over, it can have less than was asked for and still go
/// on.
///
/// @param next where the next page starts
public record ManifestsFound(List<ManifestFound> items, Optional<String> next) {}
