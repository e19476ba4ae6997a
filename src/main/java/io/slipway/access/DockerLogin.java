package io.slipway.access;

import java.time.Instant;

/// What a `docker login` with the account's password left behind, in a list of somebody's own.
///
/// @param client what it called itself
public record DockerLogin(long id, String client, Instant createdAt, Instant usedAt, Instant expiresAt) {}
