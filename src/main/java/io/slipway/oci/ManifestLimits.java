package io.slipway.oci;

/// How large a manifest may be.
public final class ManifestLimits {

    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /// Nested JSON objects and arrays, the outermost included.
    public static final int MAX_DEPTH = 64;

    /// Config, layers, manifests and subject together.
    public static final int MAX_DESCRIPTORS = 10_000;

    private ManifestLimits() {}
}
