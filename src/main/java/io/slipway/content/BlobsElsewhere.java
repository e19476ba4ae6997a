package io.slipway.content;

/// What lies in other stores than new blobs go to.
///
/// @param damaged of the blobs: their bytes are known to be wrong, and stay
/// @param uploads sessions that go on where they began
public record BlobsElsewhere(long blobs, long bytes, long damaged, long uploads) {}
