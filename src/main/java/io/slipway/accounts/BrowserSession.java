package io.slipway.accounts;

import java.time.Instant;

/// A line in the list of somebody's sessions.
///
/// @param factors how many were shown when signing in
/// @param current the one that asks
public record BrowserSession(
        long id, Instant createdAt, Instant seenAt, String address, String client, int factors, boolean current) {}
