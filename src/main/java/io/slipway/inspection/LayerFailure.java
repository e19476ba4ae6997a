package io.slipway.inspection;

/// Why the files of a layer are not listed.
public enum LayerFailure {
    TOO_MANY_ENTRIES,
    TOO_LARGE,
    /// decompressed, it is more than a thousand times as long
    TOO_DENSE,
    TOO_SLOW,
    TOO_LONG_PATHS,
    TOO_DEEP_PATHS,
    TOO_MUCH_METADATA,
    /// decompression would take too much memory
    TOO_MUCH_MEMORY,
    /// the image has too many layers
    TOO_MANY_LAYERS,
    INVALID,
    /// encrypted, or no archive of files
    NO_FILES,
    /// its bytes could not be had
    UNREADABLE
}
