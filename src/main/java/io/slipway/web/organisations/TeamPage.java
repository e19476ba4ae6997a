package io.slipway.web.organisations;

import io.slipway.accounts.Team;
import io.slipway.accounts.TeamMember;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param first whether this is the start of the list
/// @param next  the page after this one
public record TeamPage(
        Shell shell, Head head, Form form, Team team, List<TeamMember> members, boolean first, Optional<String> next) {

    public String path() {
        return head.at("teams/" + team.name());
    }
}
