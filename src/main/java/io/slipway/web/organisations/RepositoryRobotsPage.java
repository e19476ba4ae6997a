package io.slipway.web.organisations;

import io.slipway.accounts.Role;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param first whether this is the start of the list
/// @param next  the page after this one
public record RepositoryRobotsPage(
        Shell shell, RepositoryHead head, Form form, List<RobotsPage.Row> rows, boolean first, Optional<String> next) {

    public List<Role> roles() {
        return RobotsPage.ROLES;
    }
}
