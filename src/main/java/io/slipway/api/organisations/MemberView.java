package io.slipway.api.organisations;

import io.slipway.accounts.Member;
import io.slipway.accounts.TeamMember;
import java.time.Instant;

/// Somebody in an organisation.
record MemberView(String name, String displayName, boolean owner, Instant since) {

    /// Somebody in a team.
    record OfTeam(String name, String displayName, Instant since) {

        static OfTeam of(TeamMember member) {
            return new OfTeam(member.name(), member.displayName(), member.since());
        }
    }

    static MemberView of(Member member) {
        return new MemberView(member.name(), member.displayName(), member.owner(), member.since());
    }
}
