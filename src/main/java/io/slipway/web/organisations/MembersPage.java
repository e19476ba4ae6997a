package io.slipway.web.organisations;

import io.slipway.accounts.Invitation;
import io.slipway.accounts.Member;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param teams       of the organisation, to invite somebody to one
/// @param invitations that wait; none for whoever may not see them
/// @param link        of an invitation that was just made: it is shown once
public record MembersPage(
        Shell shell,
        Head head,
        Form form,
        MemberList list,
        List<String> teams,
        List<Invited> invitations,
        Optional<String> link) {

    /// @param first whether this is the start of the list
    /// @param next  the page after this one
    public record MemberList(List<Row> rows, boolean first, Optional<String> next) {}

    /// @param self the reader
    /// @param last the only owner
    public record Row(String name, String displayName, boolean owner, boolean self, boolean last, Moment since) {

        static Row of(Member member, boolean self, boolean last, Language language) {
            return new Row(
                    member.name(),
                    member.displayName(),
                    member.owner(),
                    self,
                    last,
                    Moment.of(member.since(), language));
        }
    }

    public record Invited(long id, Optional<String> email, boolean owner, String by, Moment until) {

        static Invited of(Invitation invitation, Language language) {
            return new Invited(
                    invitation.id(),
                    invitation.email(),
                    invitation.owner(),
                    invitation.invitedBy(),
                    Moment.of(invitation.expiresAt(), language));
        }
    }
}
