package io.slipway.web.admin;

import io.slipway.builds.BuilderReport;
import io.slipway.web.BuildRow;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;

/// @param report  of the process that answers
/// @param limits  of each build, and of how many there are
/// @param running in all repositories, the longest first
/// @param waiting in the order in which they came
public record BuildersPage(
        Shell shell, BuilderReport report, Limits limits, List<BuildRow> running, List<BuildRow> waiting) {

    /// @param open whether a RUN reaches the network
    public record Limits(
            int parallel,
            int perNamespace,
            int queue,
            String time,
            Size memory,
            Size disk,
            Size log,
            int processes,
            boolean open) {}

    public String tab() {
        return "builders";
    }
}
