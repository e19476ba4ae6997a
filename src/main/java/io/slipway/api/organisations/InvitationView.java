package io.slipway.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.accounts.Invitation;
import io.slipway.accounts.IssuedInvitation;
import io.slipway.api.ShownOnce;
import java.time.Instant;
import java.util.Optional;

/// An invitation that waits.
///
/// @param link the path of the page to join: only in the answer that made it
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record InvitationView(
        long id,
        Optional<String> email,
        boolean owner,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt,
        Optional<String> link)
        implements ShownOnce {

    static InvitationView of(Invitation invitation) {
        return of(invitation, Optional.empty());
    }

    static InvitationView of(IssuedInvitation issued) {
        return of(issued.invitation(), Optional.of(issued.link().path()));
    }

    private static InvitationView of(Invitation invitation, Optional<String> link) {
        return new InvitationView(
                invitation.id(),
                invitation.email(),
                invitation.owner(),
                invitation.invitedBy(),
                invitation.createdAt(),
                invitation.expiresAt(),
                link);
    }

    @Override
    public boolean showsSecret() {
        return link.isPresent();
    }

    @Override
    public String toString() {
        return "InvitationView[" + id + "]";
    }
}
