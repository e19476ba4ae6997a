package io.slipway.web;

import io.slipway.access.Grant;
import java.util.Locale;

/// A role that somebody was given.
public record GrantRow(String kind, String name, String role, Moment at, String by) {

    static GrantRow of(Grant grant, Language language) {
        return new GrantRow(
                grant.grantee().kind().name().toLowerCase(Locale.ROOT),
                grant.grantee().name(),
                grant.role().id(),
                Moment.of(grant.at(), language),
                grant.by());
    }
}
