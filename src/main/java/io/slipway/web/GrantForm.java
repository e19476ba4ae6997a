package io.slipway.web;

import io.slipway.access.Grantee.Kind;
import io.slipway.accounts.Role;
import java.util.Arrays;
import java.util.Map;

/// A role to be given or taken away, as a form asks for it.
///
/// @param grantee of a robot the full name
public record GrantForm(Kind kind, String grantee, Role role, boolean remove) {

    /// @param namespace whose robots can be named by their short names
    public static GrantForm of(Map<String, String> fields, String namespace) {
        Kind kind = Arrays.stream(Kind.values())
                .filter(it -> it.name().equalsIgnoreCase(fields.getOrDefault("kind", "")))
                .findFirst()
                .orElse(Kind.USER);
        String name = Words.clean(fields.getOrDefault("grantee", ""));
        Role role = Role.find(fields.getOrDefault("role", ""))
                .filter(found -> found != Role.NONE)
                .orElse(Role.READ);
        return new GrantForm(
                kind,
                kind == Kind.ROBOT && !name.contains("+") ? namespace + "+" + name : name,
                role,
                fields.containsKey("remove"));
    }

    public Notice done() {
        return remove ? Notice.GRANT_REVOKED : Notice.GRANT_SET;
    }
}
