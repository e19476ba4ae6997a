package io.slipway.web;

import io.slipway.content.VersionSize;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;

/// How sizes go from version to version.
///
/// @param plot jumps are hatched
/// @param rows the newest first
public record VersionPlot(Plot plot, List<Row> rows) {

    /// @param change against the version before it; empty for the first one
    public record Row(String name, Size size, Moment pushed, Optional<String> change, boolean jump) {}

    /// @param versions the oldest first
    static VersionPlot of(List<VersionSize> versions, Language language) {
        List<Plot.Value> values = versions.stream()
                .map(it -> new Plot.Value(
                        it.name() + ": " + Size.of(it.bytes(), language).text(),
                        it.jump() ? 0 : it.bytes(),
                        it.jump() ? it.bytes() : 0))
                .toList();
        long most = versions.stream().mapToLong(VersionSize::bytes).max().orElse(0);
        Plot plot = versions.isEmpty()
                ? Plot.of(values, "", "", "")
                : Plot.of(
                        values,
                        versions.getFirst().name(),
                        versions.getLast().name(),
                        Size.of(most, language).text());
        return new VersionPlot(
                plot, versions.reversed().stream().map(it -> row(it, language)).toList());
    }

    /// One alone has no trend.
    public boolean empty() {
        return rows.size() < 2;
    }

    public boolean jumps() {
        return rows.stream().anyMatch(Row::jump);
    }

    private static Row row(VersionSize version, Language language) {
        Optional<String> change = version.change().isEmpty()
                ? Optional.empty()
                : Optional.of(percent(version.change().getAsDouble(), language));
        return new Row(
                version.name(),
                Size.of(version.bytes(), language),
                Moment.of(version.pushedAt(), language),
                change,
                version.jump());
    }

    private static String percent(double change, Language language) {
        NumberFormat format = NumberFormat.getPercentInstance(language.locale());
        format.setMaximumFractionDigits(Math.abs(change) < 0.1 ? 1 : 0);
        if (change > 0 && format instanceof DecimalFormat signed) {
            signed.setPositivePrefix("+" + signed.getPositivePrefix());
        }
        return format.format(change);
    }
}
