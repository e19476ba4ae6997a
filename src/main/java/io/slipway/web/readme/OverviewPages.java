package io.slipway.web.readme;

import io.slipway.access.Access;
import io.slipway.content.Readmes;
import io.slipway.content.Repository;
import io.slipway.content.TagSummary;
import io.slipway.content.Tags;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// A repository's first page: what it says of itself, how to get it, what was pushed last.
@Component
class OverviewPages implements RepositoryPart {

    private static final int NEWEST = 5;
    private static final int SHOWN = 12;

    private final Access access;
    private final RepositoryHeads heads;
    private final Readmes readmes;
    private final Markdown markdown;
    private final Tags tags;

    OverviewPages(Access access, RepositoryHeads heads, Readmes readmes, Markdown markdown, Tags tags) {
        this.access = access;
        this.heads = heads;
        this.readmes = readmes;
        this.markdown = markdown;
        this.tags = tags;
    }

    @Override
    public Set<String> names() {
        return Set.of("");
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toSee(asked.caller(), asked.name());
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "overview");
        Optional<String> readme =
                Optional.of(readmes.get(repository)).filter(it -> !it.isEmpty()).map(markdown::html);
        List<OverviewPage.Row> newest = tags.newest(repository, NEWEST).stream()
                .map(tag -> row(asked, head, tag))
                .toList();
        return new ModelAndView(
                "repository/overview",
                "page",
                new OverviewPage(asked.shell(), head, repository.writable(), readme, newest));
    }

    private static OverviewPage.Row row(Asked asked, RepositoryHead head, TagSummary tag) {
        return new OverviewPage.Row(
                tag.name(),
                tag.digest().hex().substring(0, SHOWN),
                tag.digest().toString(),
                Moment.of(tag.updatedAt(), asked.shell().language()),
                "docker pull " + head.reference() + ":" + tag.name());
    }
}
