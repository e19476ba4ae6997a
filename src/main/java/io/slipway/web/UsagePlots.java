package io.slipway.web;

import io.slipway.content.RepositorySize;
import io.slipway.content.RepositoryUsage;
import io.slipway.content.UsageDay;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What a repository takes and how often it is pulled, in the reader's language.
///
/// @param size  empty until it was measured
/// @param total of pulls
public record UsagePlots(Optional<Sizes> size, long total, Plot pulls, Plot sizes) {

    public record Sizes(Size all, Size own, Size shared) {

        static Sizes of(RepositorySize size, Language language) {
            return new Sizes(
                    Size.of(size.bytes(), language), Size.of(size.own(), language), Size.of(size.shared(), language));
        }
    }

    public static UsagePlots of(RepositoryUsage usage, Language language) {
        return new UsagePlots(
                usage.size().map(size -> Sizes.of(size, language)),
                usage.pulls(),
                pulls(usage.days(), language),
                storage(usage.days(), language));
    }

    static String text(LocalDate day, Language language) {
        return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language.locale()));
    }

    private static Plot pulls(List<UsageDay> days, Language language) {
        NumberFormat numbers = NumberFormat.getIntegerInstance(language.locale());
        List<Plot.Value> values = days.stream()
                .map(day ->
                        new Plot.Value(text(day.day(), language) + ": " + numbers.format(day.pulls()), day.pulls(), 0))
                .toList();
        return plot(values, days, language, numbers.format(most(days, UsageDay::pulls)));
    }

    private static Plot storage(List<UsageDay> days, Language language) {
        List<Plot.Value> values = days.stream()
                .map(day -> new Plot.Value(
                        text(day.day(), language) + ": "
                                + Size.of(bytes(day), language).text(),
                        day.size().map(RepositorySize::own).orElse(0L),
                        day.size().map(RepositorySize::shared).orElse(0L)))
                .toList();
        return plot(
                values,
                days,
                language,
                Size.of(most(days, UsagePlots::bytes), language).text());
    }

    private static Plot plot(List<Plot.Value> values, List<UsageDay> days, Language language, String top) {
        return Plot.of(
                values,
                text(days.getFirst().day(), language),
                text(days.getLast().day(), language),
                top);
    }

    private static long most(List<UsageDay> days, ToLongFunction<UsageDay> value) {
        return days.stream().mapToLong(value).max().orElse(0);
    }

    private static long bytes(UsageDay day) {
        return day.size().map(RepositorySize::bytes).orElse(0L);
    }
}
