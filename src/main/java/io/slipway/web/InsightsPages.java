package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryUsage;
import io.slipway.content.Usage;
import io.slipway.content.UsageDay;
import io.slipway.content.VersionSizes;
import io.slipway.web.InsightsPage.Row;
import io.slipway.web.UsagePlots.Sizes;
import java.io.IOException;
import java.io.PrintWriter;
import java.text.NumberFormat;
import java.util.List;
import java.util.Set;
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
    private final VersionSizes versions;

    InsightsPages(Access access, RepositoryHeads heads, Usage usage, VersionSizes versions) {
        this.access = access;
        this.heads = heads;
        this.usage = usage;
        this.versions = versions;
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
        VersionPlot plot = VersionPlot.of(versions.of(repository), asked.shell().language());
        return new ModelAndView("repository/insights", "page", page(asked.shell(), head, days, found, plot));
    }

    private static InsightsPage page(
            Shell shell, RepositoryHead head, int days, RepositoryUsage found, VersionPlot versions) {
        Language language = shell.language();
        NumberFormat numbers = NumberFormat.getIntegerInstance(language.locale());
        List<Row> rows = found.days().reversed().stream()
                .map(day -> new Row(
                        UsagePlots.text(day.day(), language),
                        numbers.format(day.pulls()),
                        day.size().map(size -> Sizes.of(size, language))))
                .toList();
        return new InsightsPage(shell, head, days, CHOICES, UsagePlots.of(found, language), versions, rows);
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
