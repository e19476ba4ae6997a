package io.slipway.content;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Tags of a repository, in ASCII order.
@Service
public class Tags {

    private static final int PLATFORMS = 50;

    private final TagSql sql;
    private final TagListSql lists;

    Tags(TagSql sql, TagListSql lists) {
        this.sql = sql;
        this.lists = lists;
    }

    /// Names after `last`.
    public Page<String> page(Repository repository, String last, int size) {
        return Page.of(sql.page(repository, last, size + 1), size);
    }

    /// The tags that a list shows, with what is told about each.
    public TagPage list(Repository repository, TagQuery query) {
        List<TagSummary> read = lists.page(repository.id(), query, query.size() + 1);
        boolean more = read.size() > query.size();
        List<TagSummary> items = more ? read.subList(0, query.size()) : read;
        return query.backwards()
                ? new TagPage(items.reversed(), more, true)
                : new TagPage(items, query.place().isPresent(), more);
    }

    /// Those of these names that are there, the last pushed one last.
    public List<TagNamed> named(Repository repository, Collection<String> names) {
        return names.isEmpty() ? List.of() : lists.named(repository.id(), names);
    }

    /// The last pushed ones, the newest first.
    public List<TagSummary> newest(Repository repository, int limit) {
        return list(repository, new TagQuery(TagSort.NEWEST, TagFilter.images(), Optional.empty(), limit))
                .items();
    }

    /// How many a [TagQuery] with this filter finds.
    public long count(Repository repository, TagFilter filter) {
        return lists.count(repository.id(), filter);
    }

    /// What the images of tags are for, by name; a few where there are very many.
    public List<String> platforms(Repository repository) {
        return lists.platforms(repository.id(), PLATFORMS);
    }

    /// How many tags only tie a signature, an attestation or the like to its image: cosign's, and those of clients that
    /// know no referrers.
    public long attachments(Repository repository) {
        return lists.attachments(repository.id());
    }
}
