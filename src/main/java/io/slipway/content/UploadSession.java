package io.slipway.content;

import java.util.UUID;

/// An unfinished blob push.
///
/// @param received bytes that are safe: written, hashed and synced
public record UploadSession(UUID id, long received) {}
