package io.slipway.access;

import io.slipway.accounts.BuildAgents;
import io.slipway.accounts.Robots;
import io.slipway.accounts.Subject;
import io.slipway.accounts.Users;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// People, robots and builds alike.
@Component
class Subjects {

    private final Users users;
    private final Robots robots;
    private final BuildAgents builds;

    Subjects(Users users, Robots robots, BuildAgents builds) {
        this.users = users;
        this.robots = robots;
        this.builds = builds;
    }

    Optional<Subject> find(long principal) {
        return users.find(principal)
                .<Subject>map(user -> user)
                .or(() -> robots.find(principal))
                .or(() -> builds.find(principal));
    }

    Optional<Subject> find(String name) {
        return name.indexOf('+') < 0
                ? users.find(name).map(user -> user)
                : robots.find(name).map(robot -> robot);
    }
}
