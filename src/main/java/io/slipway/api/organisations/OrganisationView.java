package io.slipway.api.organisations;

import io.slipway.accounts.Organisation;

/// An organisation as this API shows it.
record OrganisationView(
        String name, String displayName, String description, String defaultRole, boolean membersCreate) {

    static OrganisationView of(Organisation organisation) {
        return new OrganisationView(
                organisation.name(),
                organisation.displayName(),
                organisation.description(),
                organisation.defaultRole().id(),
                organisation.membersCreate());
    }
}
