package io.slipway.accounts;

import java.util.Optional;

/// A signed-in browser.
///
/// @param factors how many were shown when signing in
/// @param seeAs   as whom an administrator looks at the site, changing nothing
public record Session(long id, User user, int factors, Optional<User> seeAs) {}
