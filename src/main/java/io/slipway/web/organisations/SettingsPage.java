package io.slipway.web.organisations;

import io.slipway.access.DefaultGrant;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Role;
import io.slipway.web.Shell;
import java.util.List;

public record SettingsPage(Shell shell, Head head, Form form, Organisation organisation, List<DefaultGrant> defaults) {

    /// Of members; a grant has at least the second.
    public List<Role> roles() {
        return List.of(Role.values());
    }

    public List<Role> grantable() {
        return List.of(Role.READ, Role.WRITE, Role.MAINTAIN, Role.ADMIN);
    }
}
