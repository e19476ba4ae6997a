package io.slipway.content;

import io.slipway.content.TrashSql.Kept;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.work.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/// What was deleted or overwritten comes back, for `slipway.trash.window`. Each method is one transaction.
@Service
public class Trash {

    private final TrashSql sql;
    private final ManifestSql manifests;
    private final TagSql tags;
    private final Tally tally;
    private final Transactions transactions;
    private final Outbox outbox;

    Trash(TrashSql sql, ManifestSql manifests, TagSql tags, Tally tally, Transactions transactions, Outbox outbox) {
        this.sql = sql;
        this.manifests = manifests;
        this.tags = tags;
        this.tally = tally;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /// How long what was deleted can be restored.
    public Duration window() {
        return sql.window();
    }

    /// Manifests that were deleted, the last one first.
    ///
    /// @param last from the newest without one
    public Page<TrashedManifest> page(Repository repository, Optional<TagEventPosition> last, int size) {
        return Page.of(sql.page(repository.id(), last.orElse(TagEventPosition.START), size + 1), size);
    }

    /// Brings a manifest back with all that it lists, and those of its tags whose names are free.
    ///
    /// @throws OciException MANIFEST_UNKNOWN for one that is not in the trash
    public Restored restore(Repository repository, Actor actor, Digest digest) {
        repository.tags().requireEvery();
        Restored restored = transactions.run(() -> {
            TagRules rules = manifests.lockRepository(repository).rules();
            Kept manifest =
                    lock(repository, digest).filter(Kept::deleted).orElseThrow(() -> unknown(repository, digest));
            List<String> lost = sql.lost(manifest.id());
            List<String> taken = sql.taken(repository.id(), lost);
            List<String> free = new ArrayList<>(lost);
            free.removeAll(new HashSet<>(taken));
            revive(repository, manifest);
            outbox.publish(repository.event("manifest.restore").with("digest", digest.toString()));
            point(repository, actor, free, new Target(manifest.id(), digest, rules));
            return new Restored(List.copyOf(free), taken);
        });
        tally.changed(repository);
        return restored;
    }

    /// Lets the tag name a manifest of this repository (again), which comes back for it if it was deleted.
    ///
    /// @throws OciException MANIFEST_UNKNOWN for one that is neither here nor in the trash; DENIED for a tag
    ///     that is locked or immutable, or that the caller's role or credential leaves out
    public void restore(Repository repository, Actor actor, Tag tag, Digest digest) {
        repository.tags().require(tag);
        transactions.run(() -> {
            List<String> names = List.of(tag.value());
            TagRules rules = manifests.lockRepository(repository, names).rules();
            tags.lockNamed(repository.id(), names, List.of(digest));
            Kept manifest = lock(repository, digest).orElseThrow(() -> unknown(repository, digest));
            if (manifest.deleted()) {
                revive(repository, manifest);
                outbox.publish(repository.event("manifest.restore").with("digest", digest.toString()));
            }
            point(repository, actor, names, new Target(manifest.id(), digest, rules));
            return tag;
        });
        tally.changed(repository);
    }

    private Optional<Kept> lock(Repository repository, Digest digest) {
        return sql.lock(repository.id(), digest);
    }

    private void revive(Repository repository, Kept manifest) {
        Set<Long> revived = new HashSet<>(List.of(manifest.id()));
        List<Long> level = List.of(manifest.id());
        while (!level.isEmpty()) {
            level = sql.lockDeletedChildren(repository.id(), level).stream()
                    .filter(revived::add)
                    .toList();
        }
        sql.revive(repository.id(), revived);
    }

    private record Target(long manifestId, Digest digest, TagRules rules) {}

    private void point(Repository repository, Actor actor, List<String> names, Target to) {
        if (names.isEmpty()) {
            return;
        }
        to.rules().require(repository, names);
        List<String> immutable = to.rules().immutable(names);
        if (tags.upsert(repository.id(), names, to.manifestId(), actor.principalId(), immutable) < names.size()) {
            throw to.rules().unmoved(tags.kept(repository.id(), names, to.manifestId()));
        }
        tags.recordRestores(repository.id(), names, to.digest(), actor);
        names.forEach(name -> outbox.publish(repository
                .event("tag.restore")
                .with("tag", name)
                .with("digest", to.digest().toString())));
    }

    private static OciException unknown(Repository repository, Digest digest) {
        return new OciException(
                ErrorCode.MANIFEST_UNKNOWN,
                "no manifest " + digest + " in " + repository.name() + ", nor among what can be restored there");
    }
}
