package io.slipway.web.admin;

import io.slipway.web.BuildRow;
import io.slipway.web.Shell;
import java.util.List;

/// @param running in all repositories, the longest first
/// @param waiting in the order in which they came
public record BuildersPage(Shell shell, List<BuildRow> running, List<BuildRow> waiting) {

    public String tab() {
        return "builders";
    }
}
