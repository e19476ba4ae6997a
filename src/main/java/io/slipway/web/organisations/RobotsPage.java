package io.slipway.web.organisations;

import io.slipway.access.PlacedRobot;
import io.slipway.accounts.Role;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param first whether this is the start of the list
/// @param next  the page after this one
public record RobotsPage(Shell shell, Head head, Form form, List<Row> rows, boolean first, Optional<String> next) {

    static final List<Role> ROLES = List.of(Role.READ, Role.WRITE, Role.MAINTAIN, Role.ADMIN);

    /// @param path of the robot's page
    public record Row(
            String name, String path, String login, String description, Optional<String> repository, boolean disabled) {

        static Row of(PlacedRobot placed, Head head) {
            return new Row(
                    placed.robot().shortName(),
                    head.at("robots/" + placed.robot().shortName()),
                    placed.robot().name(),
                    placed.robot().description(),
                    placed.repository().map(Object::toString),
                    placed.robot().disabled());
        }
    }

    public List<Role> roles() {
        return ROLES;
    }
}
