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
    private final ManifestSql manifests;
    private final Transactions transactions;
    private final Outbox outbox;

    Tags(TagSql sql, ManifestSql manifests, Transactions transactions, Outbox outbox) {
        this.sql = sql;
        this.manifests = manifests;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /// Names after `last`.
    public Page<String> page(Repository repository, String last, int size) {
        return Page.of(sql.page(repository, last, size + 1), size);
    }

    /// Tags after `last`, with what they name.
    public Page<TagSummary> summaries(Repository repository, String last, int size) {
        return Page.of(sql.summaries(repository.id(), last, size + 1), size);
    }

    /// What the tag list of the pages shows, newest push first.
    public List<TagSummary> newest(Repository repository, int limit) {
        return newest(repository, "", Optional.empty(), limit).items();
    }

    /// Tags whose name contains the words, or whose digest they are: newest push first, after `last`.
    public Page<TagSummary> newest(Repository repository, String words, Optional<TagPosition> last, int size) {
        return Page.of(sql.newest(repository.id(), words, last.orElse(TagPosition.START), size + 1), size);
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
