package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.content.Repository;
import io.slipway.content.RepositorySize;
import io.slipway.content.RepositoryUsage;
import io.slipway.content.Usage;
import io.slipway.content.UsageDay;
import io.slipway.web.InsightsPage.Plots;
import io.slipway.web.InsightsPage.Row;
import io.slipway.web.InsightsPage.Sizes;
import java.io.IOException;
import java.io.PrintWriter;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What a repository takes and how often it is pulled, for whoever may see it.
@Component
class InsightsPages implements RepositoryPart {

    private static final String PAGE = "insights";
    private static final String FILE = PAGE + ".csv";
    private static final List<Integer> CHOICES = List.of(30, 90, 365);

    private final Access access;
    private final RepositoryHeads heads;
    private final Usage usage;

    InsightsPages(Access access, RepositoryHeads heads, Usage usage) {
        this.access = access;
        this.heads = heads;
        this.usage = usage;
    }

    @Override
    public Set<String> names() {
        return Set.of(PAGE, FILE);
    }

    @Override
    public @Nullable ModelAndView show(Asked asked) throws IOException {
        Repository repository = access.toSee(asked.caller(), asked.name());
        int days = CHOICES.stream()
                .filter(it -> it.toString().equals(asked.parameter("days")))
                .findFirst()
                .orElse(CHOICES.getFirst());
        RepositoryUsage found = usage.of(repository, days);
        if (asked.part().equals(FILE)) {
            write(found, asked);
            return null;
        }
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, PAGE);
        return new ModelAndView("repository/insights", "page", page(asked.shell(), head, days, found));
    }

    private static InsightsPage page(Shell shell, RepositoryHead head, int days, RepositoryUsage found) {
        Language language = shell.language();
        NumberFormat numbers = NumberFormat.getIntegerInstance(language.locale());
        return new InsightsPage(
                shell,
                head,
                days,
                CHOICES,
                found.size().map(size -> sizes(size, language)),
                found.pulls(),
                new Plots(pulls(found.days(), language, numbers), storage(found.days(), language)),
                found.days().reversed().stream()
                        .map(day -> new Row(
                                text(day.day(), language),
                                numbers.format(day.pulls()),
                                day.size().map(size -> sizes(size, language))))
                        .toList());
    }

    private static Plot pulls(List<UsageDay> days, Language language, NumberFormat numbers) {
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
                Size.of(most(days, InsightsPages::bytes), language).text());
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

    private static Sizes sizes(RepositorySize size, Language language) {
        return new Sizes(
                Size.of(size.bytes(), language), Size.of(size.own(), language), Size.of(size.shared(), language));
    }

    private static String text(LocalDate day, Language language) {
        return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(language.locale()));
    }

    private static void write(RepositoryUsage found, Asked asked) throws IOException {
        asked.response().setContentType("text/csv;charset=UTF-8");
        asked.response().setHeader("Content-Disposition", "attachment; filename=\"" + FILE + "\"");
        try (PrintWriter out = asked.response().getWriter()) {
            out.print("day,pulls,bytes,shared_bytes\r\n");
            for (UsageDay day : found.days()) {
                String bytes =
                        day.size().map(it -> it.bytes() + "," + it.shared()).orElse(",");
                out.print(day.day() + "," + day.pulls() + "," + bytes + "\r\n");
            }
        }
    }
}
