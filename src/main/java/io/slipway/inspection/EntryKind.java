package io.slipway.inspection;

/// What a layer has at a path.
public enum EntryKind {
    FILE,
    DIRECTORY,
    SYMLINK,
    HARDLINK,
    /// also pipes
    DEVICE,
    /// the layer takes away what layers below it have there
    WHITEOUT
}
