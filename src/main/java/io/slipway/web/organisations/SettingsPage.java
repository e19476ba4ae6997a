package io.slipway.web.organisations;

import io.slipway.accounts.Organisation;
import io.slipway.accounts.Role;
import io.slipway.web.QuotaBar;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

public record SettingsPage(Shell shell, Head head, Form form, Organisation organisation, Optional<QuotaBar> quota) {

    /// Of members.
    public List<Role> roles() {
        return List.of(Role.values());
    }
}
