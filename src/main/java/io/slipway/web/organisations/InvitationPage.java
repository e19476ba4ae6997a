package io.slipway.web.organisations;

import io.slipway.web.Moment;
import io.slipway.web.Shell;

/// What an invitation's link opens.
///
/// @param member whether the reader is one already
public record InvitationPage(
        Shell shell, String token, String organisation, String by, boolean owner, Moment until, boolean member) {

    public String path() {
        return "/orgs/-/invitations/" + token;
    }
}
