package io.slipway.accounts;

import java.util.Optional;

/// The first part of repository names: a user's, or an organisation's.
///
/// @param ownerId the user whose namespace it is
public record Namespace(long id, String name, Optional<Long> ownerId) {}
