package io.slipway.access;

/// What somebody may do in a repository besides looking at it.
///
/// @param pull     have its bytes
/// @param push     put something there
/// @param maintain delete and restore
/// @param manage   change settings and grants
public record Allowed(boolean pull, boolean push, boolean maintain, boolean manage) {}
