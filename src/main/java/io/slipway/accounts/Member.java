package io.slipway.accounts;

import java.time.Instant;

/// Somebody in an organisation.
///
/// @param id the user's principal
public record Member(long id, String name, String displayName, boolean owner, Instant since) {}
