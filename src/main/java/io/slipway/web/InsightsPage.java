package io.slipway.web;

import io.slipway.web.UsagePlots.Sizes;
import java.util.List;
import java.util.Optional;

/// @param days    how many the reader chose
/// @param choices of days
/// @param rows    of the table of days, the newest first
public record InsightsPage(
        Shell shell,
        RepositoryHead head,
        int days,
        List<Integer> choices,
        UsagePlots usage,
        VersionPlot versions,
        List<Row> rows) {

    public record Row(String day, String pulls, Optional<Sizes> size) {}
}
