package io.slipway.access;

import io.slipway.accounts.Organisation;
import io.slipway.accounts.User;

/// What a namespace shows to everybody who may know of it.
///
/// @param organisation else a person's
/// @param description  empty for a person
public record NamespaceFace(String name, boolean organisation, String displayName, String description) {

    static NamespaceFace of(Organisation organisation) {
        return new NamespaceFace(organisation.name(), true, organisation.displayName(), organisation.description());
    }

    static NamespaceFace of(User user) {
        return new NamespaceFace(user.name(), false, user.displayName(), "");
    }

    /// With which the names of its repositories begin: all of them come after it and before what follows the slash.
    String start() {
        return name + "/";
    }
}
