package io.slipway.api.organisations;

import io.slipway.accounts.Team;

/// A team as this API shows it.
record TeamView(String name, String description, long members) {

    static TeamView of(Team team) {
        return new TeamView(team.name(), team.description(), team.members());
    }
}
