package io.slipway.content;

import io.slipway.content.DeletionPlan.Parent;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.work.Outbox;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Takes tags and manifests away. What they were made of stays until it is collected, so that [Trash] can bring them
/// back. Each method is one transaction.
@Service
public class Deletions {

    /// How many indexes a refusal names.
    private static final int NAMED = 5;

    private final DeletionSql sql;
    private final ManifestSql manifests;
    private final TagSql tags;
    private final Tally tally;
    private final Transactions transactions;
    private final Outbox outbox;

    Deletions(
            DeletionSql sql,
            ManifestSql manifests,
            TagSql tags,
            Tally tally,
            Transactions transactions,
            Outbox outbox) {
        this.sql = sql;
        this.manifests = manifests;
        this.tags = tags;
        this.tally = tally;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /// What became of the tags that somebody deleted at once, each list by name.
    public record Deleted(List<String> deleted, List<String> locked, List<String> missing) {}

    /// Takes the tag away; the manifest it named stays.
    ///
    /// @throws OciException MANIFEST_UNKNOWN, or DENIED for a locked tag, or one that the caller's credential
    ///     leaves out
    public void delete(Repository repository, Actor actor, Tag tag) {
        Deleted deleted = delete(repository, actor, List.of(tag));
        if (!deleted.locked().isEmpty()) {
            throw new OciException(ErrorCode.DENIED, "tag " + tag + " is locked; unlock it first");
        }
        if (!deleted.missing().isEmpty()) {
            throw new OciException(ErrorCode.MANIFEST_UNKNOWN, "no tag " + tag + " in " + repository.name());
        }
    }

    /// Takes those of the tags away that are here and not locked.
    ///
    /// @throws OciException DENIED for one that the caller's credential leaves out: then none goes
    public Deleted delete(Repository repository, Actor actor, Collection<Tag> wanted) {
        wanted.forEach(repository.tags()::require);
        TreeSet<String> names = wanted.stream().map(Tag::value).collect(Collectors.toCollection(TreeSet::new));
        Deleted gone = transactions.run(() -> {
            manifests.lockRepository(repository);
            tags.lockNamed(repository.id(), names);
            List<String> locked = tags.locked(repository.id(), names);
            List<String> deleted =
                    tags.delete(repository.id(), names, actor).stream().sorted().toList();
            deleted.forEach(
                    name -> outbox.publish(repository.event("tag.delete").with("tag", name)));
            TreeSet<String> missing = new TreeSet<>(names);
            missing.removeAll(new HashSet<>(deleted));
            missing.removeAll(new HashSet<>(locked));
            return new Deleted(deleted, locked, List.copyOf(missing));
        });
        tally.changed(repository);
        return gone;
    }

    /// Takes the manifest away with its tags.
    ///
    /// @throws OciException MANIFEST_UNKNOWN; DENIED while an index here lists it, or a locked tag names it
    public void delete(Repository repository, Actor actor, Digest digest) {
        delete(repository, actor, List.of(digest));
    }

    /// Takes the manifests away with their tags, all of them or none: indexes may go with what they list.
    ///
    /// @throws OciException as for one of them
    public void delete(Repository repository, Actor actor, List<Digest> digests) {
        repository.tags().requireEvery();
        transactions.run(() -> {
            manifests.lockRepository(repository);
            Set<Digest> left = new LinkedHashSet<>(digests);
            // an index goes before what it lists, which has no parent then
            while (left.removeIf(digest -> goes(repository, actor, digest))) {}
            for (Digest digest : left) {
                throw new OciException(ErrorCode.DENIED, needed(digest, parents(repository, digest)));
            }
            return digests;
        });
        tally.changed(repository);
    }

    private boolean goes(Repository repository, Actor actor, Digest digest) {
        long id = manifests
                .lockForDelete(repository.id(), digest)
                .orElseThrow(() -> new OciException(
                        ErrorCode.MANIFEST_UNKNOWN, "no manifest " + digest + " in " + repository.name()));
        if (!parents(repository, digest).isEmpty()) {
            return false;
        }
        if (tags.anyLocked(id)) {
            throw new OciException(ErrorCode.DENIED, "a locked tag points at " + digest + "; unlock it first");
        }
        tags.deleteOf(repository.id(), id, digest, actor);
        manifests.delete(id, actor);
        outbox.publish(repository.event("manifest.delete").with("digest", digest.toString()));
        return true;
    }

    private List<Parent> parents(Repository repository, Digest digest) {
        return sql.parents(repository.id(), digest, NAMED);
    }

    private static String needed(Digest digest, List<Parent> parents) {
        return digest + " is part of " + parents.stream().map(Deletions::named).collect(Collectors.joining(", "))
                + "; delete that first";
    }

    private static String named(Parent parent) {
        return parent.tags().isEmpty()
                ? parent.digest().toString()
                : parent.digest() + " (" + String.join(", ", parent.tags()) + ")";
    }
}
