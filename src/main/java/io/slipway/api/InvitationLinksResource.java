package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Invitation;
import io.slipway.accounts.Invitations;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/// Invitations as whoever has the link sees them.
@RestController
class InvitationLinksResource {

    private static final String PATH = "/api/v1/invitations/{token}";

    /// @param organisation none: to the site, for a sign-up
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record InvitationView(Optional<String> organisation, boolean owner, String invitedBy, Instant expiresAt) {

        static InvitationView of(Invitation invitation) {
            return new InvitationView(
                    invitation.organisation(), invitation.owner(), invitation.invitedBy(), invitation.expiresAt());
        }
    }

    private final SiteAccess site;
    private final Invitations invitations;

    InvitationLinksResource(SiteAccess site, Invitations invitations) {
        this.site = site;
        this.invitations = invitations;
    }

    @GetMapping(PATH)
    InvitationView get(@PathVariable String token) {
        return invitations.find(token).map(InvitationView::of).orElseThrow(ApiException::notFound);
    }

    /// The caller joins the organisation.
    @PutMapping(PATH)
    InvitationView accept(@PathVariable String token, HttpServletRequest request) {
        return InvitationView.of(invitations.accept(token, site.account(ApiCallerFilter.caller(request))));
    }
}
