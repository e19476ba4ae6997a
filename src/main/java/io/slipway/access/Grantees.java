package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.access.Grantee.Kind;
import io.slipway.accounts.Robots;
import io.slipway.accounts.Teams;
import io.slipway.accounts.Users;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds who a grant is for. People come from everywhere, robots and teams from the namespace only.
@Component
class Grantees {

    private final Users users;
    private final Robots robots;
    private final Teams teams;

    Grantees(Users users, Robots robots, Teams teams) {
        this.users = users;
        this.robots = robots;
        this.teams = teams;
    }

    /// @throws AccessException GRANTEE_UNKNOWN
    Grantee get(long namespaceId, Kind kind, String name) {
        return find(namespaceId, kind, name).orElseThrow(() -> unknown(kind, name));
    }

    static AccessException unknown(Kind kind, String name) {
        return new AccessException(
                Code.GRANTEE_UNKNOWN,
                switch (kind) {
                    case USER -> "there is no user " + name + " here";
                    case ROBOT -> "there is no robot " + name + " here";
                    case TEAM -> "there is no team " + name + " here";
                });
    }

    private Optional<Grantee> find(long namespaceId, Kind kind, String name) {
        return switch (kind) {
            case USER -> users.find(name).map(user -> new Grantee(kind, user.id(), user.name()));
            case ROBOT ->
                robots.find(name)
                        .filter(robot -> robot.namespaceId() == namespaceId)
                        .map(robot -> new Grantee(kind, robot.id(), robot.name()));
            case TEAM -> teams.find(namespaceId, name).map(team -> new Grantee(kind, team.id(), team.name()));
        };
    }
}
