package io.slipway.web;

import java.util.List;
import java.util.Optional;

/// @param days    how many the reader chose
/// @param choices of days
/// @param size    empty until it was measured
/// @param rows    of the tables, the newest first
public record InsightsPage(
        Shell shell,
        RepositoryHead head,
        int days,
        List<Integer> choices,
        Optional<Sizes> size,
        long pulls,
        Plots plots,
        List<Row> rows) {

    public record Sizes(Size all, Size own, Size shared) {}

    public record Plots(Plot pulls, Plot sizes) {}

    public record Row(String day, String pulls, Optional<Sizes> size) {}
}
