package io.slipway.access;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.OrganisationProfile;
import java.util.Optional;

/// What an organisation's owners want it to be.
///
/// @param name another one; its repositories follow
public record OrganisationChange(Optional<AccountName> name, OrganisationProfile profile) {}
