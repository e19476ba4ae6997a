package io.slipway.access;

import io.slipway.accounts.Role;
import java.time.Instant;

/// A role that somebody was given, on one repository or on a whole namespace.
///
/// @param by the name of whoever gave it
public record Grant(Grantee grantee, Role role, Instant at, String by) {}
