package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildViews;
import io.slipway.content.Repository;
import io.slipway.content.TagHistory;
import io.slipway.content.TagPage;
import io.slipway.content.TagPosition;
import io.slipway.content.TagSummary;
import io.slipway.content.Tags;
import io.slipway.web.TagsPage.Row;
import io.slipway.web.TagsPage.TagList;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// A repository's tags: the newest push first, or by name or version. An open page asks again and again whether there
/// is something new.
@Component
class TagPages implements RepositoryPart {

    private static final int SIZE = 50;

    private final Access access;
    private final RepositoryHeads heads;
    private final Tags tags;
    private final TagHistory history;
    private final Authors authors;
    private final BuildViews builds;

    TagPages(Access access, RepositoryHeads heads, Tags tags, TagHistory history, Authors authors, BuildViews builds) {
        this.access = access;
        this.heads = heads;
        this.tags = tags;
        this.history = history;
        this.authors = authors;
        this.builds = builds;
    }

    @Override
    public Set<String> names() {
        return Set.of("tags");
    }

    @Override
    public @Nullable ModelAndView show(Asked asked) {
        Repository repository = access.toSee(asked.caller(), asked.name());
        // before all that is shown: what comes meanwhile makes another one
        String version = '"' + history.version(repository) + '"';
        asked.response().setHeader(HttpHeaders.ETAG, version);
        if (version.equals(asked.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            asked.response().setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return null;
        }
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "tags");
        TagList list = list(asked, head, repository, version);
        PullChoice pull = PullChoice.of(asked.request());
        return new ModelAndView(
                "tags",
                "page",
                new TagsPage(
                        asked.shell(),
                        head,
                        repository.writable(),
                        pull,
                        list,
                        TagSelection.of(asked, tags, repository, head)));
    }

    private TagList list(Asked asked, RepositoryHead head, Repository repository, String version) {
        PullChoice pull = PullChoice.of(asked.request());
        TagState state = TagState.of(asked);
        TagPage found = tags.list(repository, state.query(SIZE));
        if (!found.before() && found.items().size() < SIZE && state.place().isPresent()) {
            // back at the start: a whole page, and not what is left of one
            state = state.fromStart();
            found = tags.list(repository, state.query(SIZE));
        }
        AuthorLinks links = authors.of(asked.caller(), repository);
        boolean plain = asked.shell().insecure();
        Language language = asked.shell().language();
        Map<String, BuildSummary> makers = builds.makers(
                repository, found.items().stream().map(TagSummary::digest).toList());
        List<Row> rows = found.items().stream()
                .map(tag -> Row.of(tag, language, links)
                        .with(
                                pull.line(target(head, tag, plain)),
                                Optional.ofNullable(makers.get(tag.digest().toString()))
                                        .map(build -> BuiltBy.of(build, language))))
                .toList();
        long attached = tags.attachments(repository);
        long total = head.repository().tags() - (state.attachments() ? 0 : attached);
        boolean all = state.words().isEmpty() && state.platform().isEmpty();
        long matching = all ? total : tags.count(repository, state.filter());
        TagList.Counts counts = new TagList.Counts(matching, total, attached);
        return new TagList(
                version,
                state,
                platforms(repository, state),
                rows,
                counts,
                turn(state, found, true),
                turn(state, found, false));
    }

    /// With the one that is asked for, be it there or not.
    private List<String> platforms(Repository repository, TagState state) {
        TreeSet<String> found = new TreeSet<>(tags.platforms(repository));
        state.filter().platform().ifPresent(found::add);
        return List.copyOf(found);
    }

    private static PullTarget target(RepositoryHead head, TagSummary tag, boolean plain) {
        return PullTarget.of(head.reference(), tag, plain);
    }

    private static Optional<String> turn(TagState state, TagPage found, boolean backwards) {
        if (found.items().isEmpty() || !(backwards ? found.before() : found.after())) {
            return Optional.empty();
        }
        TagPosition edge = TagPosition.of(
                state.sort(),
                backwards ? found.items().getFirst() : found.items().getLast());
        return Optional.of(state.at(edge, backwards).link());
    }
}
