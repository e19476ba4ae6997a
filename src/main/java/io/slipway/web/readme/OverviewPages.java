package io.slipway.web.readme;

import io.slipway.access.Access;
import io.slipway.content.Readmes;
import io.slipway.content.Repository;
import io.slipway.content.TagSummary;
import io.slipway.web.HistoryPage;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.PullChoice;
import io.slipway.web.PullTarget;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import io.slipway.web.UsagePlots;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// A repository's first page: what it says of itself, how to get it, what happened last, and how much it is used. An
/// open page asks again and again whether a tag changed: so it shows the first push by itself.
@Component
class OverviewPages implements RepositoryPart {

    private static final int SHOWN = 12;

    private final Access access;
    private final RepositoryHeads heads;
    private final Readmes readmes;
    private final Markdown markdown;
    private final Recent recent;

    OverviewPages(Access access, RepositoryHeads heads, Readmes readmes, Markdown markdown, Recent recent) {
        this.access = access;
        this.heads = heads;
        this.readmes = readmes;
        this.markdown = markdown;
        this.recent = recent;
    }

    @Override
    public Set<String> names() {
        return Set.of("");
    }

    @Override
    public @Nullable ModelAndView show(Asked asked) {
        Repository repository = access.toSee(asked.caller(), asked.name());
        // before all that is shown: what comes meanwhile makes another one
        String version = recent.version(repository);
        asked.response().setHeader(HttpHeaders.ETAG, version);
        if (version.equals(asked.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            asked.response().setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return null;
        }
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "overview");
        Optional<String> readme =
                Optional.of(readmes.get(repository)).filter(it -> !it.isEmpty()).map(markdown::html);
        PullChoice pull = PullChoice.of(asked.request());
        List<OverviewPage.Row> newest = recent.tags(repository).stream()
                .map(tag -> row(asked, head, pull, tag))
                .toList();
        Language language = asked.shell().language();
        List<HistoryPage.Row> activity = recent.activity(asked.caller(), repository, language);
        UsagePlots usage = UsagePlots.of(recent.usage(repository), language);
        OverviewPage page = new OverviewPage(
                asked.shell(), head, repository.writable(), version, readme, pull, newest, activity, usage);
        return new ModelAndView("repository/overview", "page", page);
    }

    private static OverviewPage.Row row(Asked asked, RepositoryHead head, PullChoice pull, TagSummary tag) {
        return new OverviewPage.Row(
                tag.name(),
                tag.digest().hex().substring(0, SHOWN),
                tag.digest().toString(),
                Moment.of(tag.updatedAt(), asked.shell().language()),
                pull.line(PullTarget.of(head.reference(), tag, asked.shell().insecure())));
    }
}
