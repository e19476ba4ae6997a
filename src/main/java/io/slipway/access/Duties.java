package io.slipway.access;

/// What somebody may do in a repository besides reading and pushing.
///
/// @param maintain delete and restore
/// @param manage   change settings and grants
public record Duties(boolean maintain, boolean manage) {}
