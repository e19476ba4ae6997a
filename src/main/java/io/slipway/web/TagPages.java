package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagPosition;
import io.slipway.content.TagSummary;
import io.slipway.content.Tags;
import io.slipway.oci.RepositoryName;
import io.slipway.web.TagsPage.TagList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// A repository's tags, newest push first.
@Component
class TagPages implements RepositoryPart {

    private static final int SIZE = 50;

    private final Access access;
    private final RepositoryHeads heads;
    private final Tags tags;

    TagPages(Access access, RepositoryHeads heads, Tags tags) {
        this.access = access;
        this.heads = heads;
        this.tags = tags;
    }

    @Override
    public Set<String> names() {
        return Set.of("tags");
    }

    @Override
    public ModelAndView show(Asked asked) {
        RepositoryName name = asked.name();
        String words = asked.parameter("q");
        Optional<TagPosition> before = Optional.of(asked.parameter("before"))
                .filter(it -> !it.isEmpty())
                .flatMap(TagPosition::parse);
        Repository repository = access.toSee(asked.caller(), name);
        Page<TagSummary> found = tags.newest(repository, words, before, SIZE);
        List<TagsPage.Row> rows = found.items().stream()
                .map(tag -> TagsPage.Row.of(tag, asked.shell().language()))
                .toList();
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page -> path(name, words, TagPosition.after(page.items().getLast())));
        TagList list = new TagList(words, rows, before.isEmpty(), next);
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "tags");
        return new ModelAndView("tags", "page", new TagsPage(asked.shell(), head, repository.writable(), list));
    }

    private static String path(RepositoryName name, String words, TagPosition before) {
        return UriComponentsBuilder.fromPath("/r/" + name + "/-/tags")
                .queryParamIfPresent("q", Optional.of(words).filter(it -> !it.isEmpty()))
                .queryParam("before", before)
                .encode()
                .toUriString();
    }
}
