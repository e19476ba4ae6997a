package io.slipway.access;

import io.slipway.accounts.Role;

/// A role that every new repository of a namespace starts with.
public record DefaultGrant(Grantee grantee, Role role) {}
