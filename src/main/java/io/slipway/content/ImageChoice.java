package io.slipway.content;

import io.slipway.oci.Reference;

/// An image that somebody named: of an index, the manifest of one platform.
///
/// @param manifest  what the reference names
/// @param platforms of an index; empty for anything else
/// @param image     the same as the manifest where there is no choice
public record ImageChoice(
        Reference reference, ManifestDetails manifest, ImagePlatforms platforms, ManifestDetails image) {}
