package io.slipway.web.organisations;

import io.slipway.web.FirstPush;
import io.slipway.web.RepositoriesPage;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param first whether this is the start of the list
/// @param next  the page after this one
public record OverviewPage(
        Shell shell, Head head, List<RepositoriesPage.Row> rows, boolean first, Optional<String> next) {

    public FirstPush push() {
        return new FirstPush(shell, head.name());
    }
}
