package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Tags of a repository, in ASCII order.
@Service
public class Tags {

    private final TagSql sql;
    private final TagListSql lists;
    private final ManifestSql manifests;
    private final Transactions transactions;
    private final Outbox outbox;

    Tags(TagSql sql, TagListSql lists, ManifestSql manifests, Transactions transactions, Outbox outbox) {
        this.sql = sql;
        this.lists = lists;
        this.manifests = manifests;
        this.transactions = transactions;
        this.outbox = outbox;
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

    /// The last pushed ones, the newest first.
    public List<TagSummary> newest(Repository repository, int limit) {
        return list(repository, new TagQuery(TagSort.NEWEST, "", false, Optional.empty(), limit))
                .items();
    }

    /// How many a [TagQuery] with these words finds.
    public long count(Repository repository, String words, boolean attachments) {
        return lists.count(repository.id(), words, attachments);
    }

    /// How many tags only tie a signature, an attestation or the like to its image: cosign's, and those of clients that
    /// know no referrers.
    public long attachments(Repository repository) {
        return lists.attachments(repository.id());
    }

    /// Takes the tag away; the manifest it named stays.
    ///
    /// @throws OciException MANIFEST_UNKNOWN, or DENIED for a locked tag, or one that the caller's credential
    ///     leaves out
    public void delete(Repository repository, Actor actor, Tag tag) {
        repository.tags().require(tag);
        transactions.run(() -> {
            manifests.lockRepository(repository);
            if (sql.isLocked(repository.id(), tag)) {
                throw new OciException(ErrorCode.DENIED, "tag " + tag + " is locked; unlock it first");
            }
            if (!sql.delete(repository.id(), tag, actor)) {
                throw new OciException(ErrorCode.MANIFEST_UNKNOWN, "no tag " + tag + " in " + repository.name());
            }
            outbox.publish(repository.event("tag.delete").with("tag", tag.value()));
            return tag;
        });
    }
}
