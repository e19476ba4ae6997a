package io.slipway.accounts;

import java.util.List;
import java.util.Optional;

/// An invitation to be made.
///
/// @param namespaceId of the organisation; empty: to the site
/// @param email       where it is sent, if the site sends mail
/// @param language    of the mail, as in `<html lang>`
public record NewInvitation(
        Optional<Long> namespaceId,
        Optional<String> email,
        boolean owner,
        List<Long> teamIds,
        Optional<String> language) {

    public NewInvitation {
        email.ifPresent(Email::require);
        Profile.checkLanguage(language);
        teamIds = teamIds.stream().distinct().toList();
        if (namespaceId.isEmpty() && (owner || !teamIds.isEmpty())) {
            throw new IllegalArgumentException("An invitation to the site gives no place in an organisation");
        }
    }

    public static NewInvitation toSite(Optional<String> email) {
        return new NewInvitation(Optional.empty(), email, false, List.of(), Optional.empty());
    }

    public static NewInvitation toOrganisation(long namespaceId, Optional<String> email) {
        return new NewInvitation(Optional.of(namespaceId), email, false, List.of(), Optional.empty());
    }
}
