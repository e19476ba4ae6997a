package io.slipway.access;

import java.time.Duration;
import java.util.Optional;

/// What a credential is to be.
///
/// @param life empty: as long as the site gives without being asked
public record NewCredential(String name, CredentialScope scope, Optional<Duration> life) {}
