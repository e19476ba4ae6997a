package io.slipway.content;

import io.slipway.content.ManifestSql.Pushed;
import io.slipway.content.RepositoryHoldSql.Held;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.Manifest;
import io.slipway.oci.OciException;
import io.slipway.oci.Reference;
import io.slipway.oci.Tag;
import io.slipway.work.Outbox;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.stereotype.Service;

/// Manifests of a repository and what they name. Each method is one transaction.
@Service
public class Manifests {

    private final ManifestSql sql;
    private final ManifestReferences references;
    private final TagSql tags;
    private final Tally tally;
    private final Transactions transactions;
    private final Outbox outbox;

    Manifests(
            ManifestSql sql,
            ManifestReferences references,
            TagSql tags,
            Tally tally,
            Transactions transactions,
            Outbox outbox) {
        this.sql = sql;
        this.references = references;
        this.tags = tags;
        this.tally = tally;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /// The manifest's facts without its bytes. Asked for by digest by somebody who may push, it is kept for a lease.
    ///
    /// @throws OciException MANIFEST_UNKNOWN
    public StoredManifest head(Repository repository, Reference reference) {
        return find(repository, reference, false);
    }

    /// The manifest with its bytes; counts as a pull.
    ///
    /// @throws OciException MANIFEST_UNKNOWN
    public StoredManifest pull(Repository repository, Reference reference) {
        StoredManifest manifest = find(repository, reference, true);
        tally.pulled(repository, reference instanceof Tag tag ? Optional.of(tag) : Optional.empty());
        return manifest;
    }

    /// Stores the manifest and points the tags at it: all of them, or none.
    ///
    /// @param digest the digest that the client named, else that of the bytes
    /// @throws OciException MANIFEST_BLOB_UNKNOWN for a layer or config that is not here, MANIFEST_INVALID
    ///     for one of another size, DENIED without room, for a locked or immutable tag,
    ///     one that the caller's role does not reach, or one that only builds push
    public void put(Repository repository, Actor actor, Manifest manifest, Digest digest, Collection<Tag> names) {
        names.forEach(repository.tags()::require);
        // sorted: pushes that share tags take their locks in the same order
        TreeSet<String> sorted = new TreeSet<>();
        names.forEach(tag -> sorted.add(tag.value()));
        transactions.run(() -> {
            Held held = sql.lockRepository(repository, sorted);
            if (held.shown()) {
                outbox.publish(repository.event("repository.create"));
            }
            held.rules().requirePush(repository, actor, sorted);
            var edges = references.lock(repository, manifest);
            long id = sql.upsert(repository, actor, manifest, new Pushed(digest, edges, sorted));
            if (!sorted.isEmpty()) {
                move(repository, actor, sorted, new Moved(id, digest, held.rules()));
            }
            sql.charge(held, id, manifest.bytes().length);
            return id;
        });
        tally.changed(repository);
    }

    private record Moved(long id, Digest digest, TagRules rules) {}

    private void move(Repository repository, Actor actor, Collection<String> names, Moved to) {
        int moved = tags.upsert(
                repository.id(), names, to.id(), actor.principalId(), to.rules().immutable(names));
        if (moved < names.size()) {
            throw to.rules().unmoved(tags.kept(repository.id(), names, to.id()));
        }
        tags.recordMoves(repository.id(), names, to.digest(), actor);
    }

    private StoredManifest find(Repository repository, Reference reference, boolean payload) {
        StoredManifest manifest =
                sql.find(repository, reference, payload).orElseThrow(() -> unknown(repository, reference));
        boolean asked = repository.writable() && reference instanceof Digest && manifest.leaseRunsOut();
        if (asked && !sql.extendLease(manifest.id())) {
            throw unknown(repository, reference);
        }
        return manifest;
    }

    private static OciException unknown(Repository repository, Reference reference) {
        return new OciException(ErrorCode.MANIFEST_UNKNOWN, "no manifest " + reference + " in " + repository.name());
    }
}
