package io.slipway.web.builds;

import io.slipway.web.BuildRow;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// The builds of a repository, the newest first.
///
/// @param version another one after each change
/// @param mayRun  the reader may start and cancel builds, and read logs
/// @param first   whether this is the start of the list
/// @param next    the page after this one
/// @param badge   to copy, for those who may push
/// @param start   for those who may push, where something is connected
/// @param started numbers of builds that were just started, where a page shows several
public record BuildsPage(
        Shell shell,
        RepositoryHead head,
        String version,
        boolean mayRun,
        List<BuildRow> rows,
        boolean first,
        Optional<String> next,
        Optional<Badge> badge,
        Optional<StartForm> start,
        List<Integer> started) {

    /// @param url      of the picture, with what lets it be seen
    /// @param markdown for a README
    public record Badge(String url, String markdown) {}

    /// Of a thousand, as wide as the longest.
    public long share(long seconds) {
        long longest = rows.stream()
                .mapToLong(row -> Math.max(
                        row.waits().seconds(),
                        row.ran().map(BuildRow.Time::seconds).orElse(0L)))
                .max()
                .orElse(0);
        return longest == 0 ? 0 : Math.max(1, seconds * 1_000 / longest);
    }
}
