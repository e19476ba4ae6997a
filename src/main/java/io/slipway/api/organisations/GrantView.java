package io.slipway.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.access.DefaultGrant;
import io.slipway.access.Grant;
import io.slipway.access.Grantee;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A role that somebody has.
///
/// @param kind user, robot or team
/// @param by   who gave it, where that is known
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record GrantView(String kind, String name, String role, Optional<Instant> at, Optional<String> by) {

    static GrantView of(Grant grant) {
        return new GrantView(
                kind(grant.grantee()),
                grant.grantee().name(),
                grant.role().id(),
                Optional.of(grant.at()),
                Optional.ofNullable(grant.by()));
    }

    static GrantView of(DefaultGrant grant) {
        return new GrantView(
                kind(grant.grantee()), grant.grantee().name(), grant.role().id(), Optional.empty(), Optional.empty());
    }

    private static String kind(Grantee grantee) {
        return grantee.kind().name().toLowerCase(Locale.ROOT);
    }
}
