package io.slipway.accounts;

/// What owners choose for their organisation.
///
/// @param defaultRole   what every member is in every repository
/// @param membersCreate whether members that are no owners may create repositories
public record OrganisationProfile(String displayName, String description, Role defaultRole, boolean membersCreate) {

    public OrganisationProfile {
        displayName = Texts.displayName(displayName);
        description = Texts.description(description);
    }

    /// Members read everything and may create.
    public static OrganisationProfile of(String displayName, String description) {
        return new OrganisationProfile(displayName, description, Role.READ, true);
    }
}
