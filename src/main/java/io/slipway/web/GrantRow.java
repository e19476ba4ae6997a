package io.slipway.web;

import io.slipway.access.DefaultGrant;
import io.slipway.access.Grant;
import io.slipway.access.Grantee;
import io.slipway.accounts.Role;
import java.util.Locale;
import java.util.Optional;

/// A role that somebody was given, or will be given on new repositories.
///
/// @param at of roles that were given
public record GrantRow(String kind, String name, String role, Optional<Moment> at, String by) {

    public static GrantRow of(Grant grant, Language language) {
        return of(grant.grantee(), grant.role(), Optional.of(Moment.of(grant.at(), language)), grant.by());
    }

    public static GrantRow of(DefaultGrant grant) {
        return of(grant.grantee(), grant.role(), Optional.empty(), "");
    }

    private static GrantRow of(Grantee grantee, Role role, Optional<Moment> at, String by) {
        return new GrantRow(grantee.kind().name().toLowerCase(Locale.ROOT), grantee.name(), role.id(), at, by);
    }
}
