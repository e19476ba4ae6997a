package io.slipway.web.admin;

import io.slipway.builds.Builder;
import io.slipway.web.BuildRow;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Locale;

/// @param builders the processes that build
/// @param limits   of each build, and of how many there are
/// @param running  in all repositories, the longest first
/// @param waiting  in the order in which they came
public record BuildersPage(
        Shell shell, List<Row> builders, Limits limits, List<BuildRow> running, List<BuildRow> waiting) {

    /// @param runner as the settings name it
    /// @param seen   when it was heard of last
    public record Row(
            String host,
            boolean remote,
            String runner,
            String state,
            List<String> missing,
            int running,
            int parallel,
            Moment seen) {

        static Row of(Builder builder, Language language) {
            String state = builder.silent() ? "silent" : builder.ready() ? "ready" : "idle";
            return new Row(
                    builder.host(),
                    builder.remote(),
                    builder.runner().toLowerCase(Locale.ROOT),
                    state,
                    builder.missing(),
                    builder.running(),
                    builder.parallel(),
                    Moment.of(builder.seenAt(), language));
        }
    }

    /// @param open whether a RUN reaches the network
    public record Limits(
            int perNamespace, int queue, String time, Size memory, Size disk, Size log, int processes, boolean open) {}

    public String tab() {
        return "builders";
    }
}
