package io.slipway.accounts;

import java.time.Instant;

/// @param id the user's principal
public record TeamMember(long id, String name, String displayName, Instant since) {}
