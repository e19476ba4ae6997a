package io.slipway.content;

/// How far the check of all bytes is.
///
/// @param checked      blobs that were read and found right within the period, and `checkedBytes` of them
/// @param damaged      blobs whose bytes are not right, until somebody pushes them again
public record ScrubProgress(long blobs, long bytes, long checked, long checkedBytes, long damaged) {}
