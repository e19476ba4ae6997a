package io.slipway.web.admin;

import io.slipway.accounts.Organisation;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param first whether this is the start of the list
public record OrganisationsPage(Shell shell, List<Organisation> rows, boolean first, Optional<String> next) {

    public String tab() {
        return "organisations";
    }
}
