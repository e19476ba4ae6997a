package io.slipway.web.readme;

import io.slipway.access.Caller;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryUsage;
import io.slipway.content.TagHistory;
import io.slipway.content.TagSummary;
import io.slipway.content.Tags;
import io.slipway.content.Usage;
import io.slipway.web.AuthorLinks;
import io.slipway.web.Authors;
import io.slipway.web.HistoryPage;
import io.slipway.web.Language;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What went on in a repository of late.
@Component
class Recent {

    private static final int NEWEST = 5;
    private static final int EVENTS = 5;
    private static final int DAYS = 30;

    private final Tags tags;
    private final TagHistory history;
    private final Authors authors;
    private final Usage usage;

    Recent(Tags tags, TagHistory history, Authors authors, Usage usage) {
        this.tags = tags;
        this.history = history;
        this.authors = authors;
        this.usage = usage;
    }

    /// Another one after each change of a tag; for an `ETag`.
    String version(Repository repository) {
        return '"' + history.version(repository) + '"';
    }

    /// Pushed last, the newest first.
    List<TagSummary> tags(Repository repository) {
        return tags.newest(repository, NEWEST);
    }

    /// The newest first.
    List<HistoryPage.Row> activity(Caller caller, Repository repository, Language language) {
        AuthorLinks links = authors.of(caller, repository);
        return history.page(repository, false, Optional.empty(), EVENTS).items().stream()
                .map(event -> HistoryPage.Row.of(event, language, links, false))
                .toList();
    }

    RepositoryUsage usage(Repository repository) {
        return usage.of(repository, DAYS);
    }
}
