package io.slipway.content;

/// What a manifest is to people.
public enum ImageKind {
    /// something to run
    IMAGE,
    /// a list of manifests, for instance one for each platform
    INDEX,
    /// anything else: charts, signatures, attestations, …
    ARTIFACT
}
