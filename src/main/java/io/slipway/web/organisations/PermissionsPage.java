package io.slipway.web.organisations;

import io.slipway.accounts.Role;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// Teams by repositories, with the role in each cell.
///
/// @param teams    those of this page
/// @param everyone the default role of members
/// @param next     more repositories
/// @param nextTeam more teams
public record PermissionsPage(
        Shell shell,
        Head head,
        List<String> teams,
        List<Row> rows,
        Role everyone,
        boolean first,
        Optional<String> next,
        Optional<String> nextTeam) {

    /// @param repository empty for all of the namespace
    public record Row(String repository, String shown, List<Cell> cells) {}

    /// @param name of the field: the team and the repository
    public record Cell(String name, String team, Role role) {

        /// What the field sends: the role that was shown and the one that is chosen, so that only what was changed
        /// here is changed.
        public String value(Role chosen) {
            return role.id() + ":" + chosen.id();
        }
    }

    public List<Role> roles() {
        return List.of(Role.values());
    }
}
