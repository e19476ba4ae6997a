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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.dao.CannotAcquireLockException;
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
    ///
    /// @param locked those that are locked, and those that a rule keeps
    /// @param reason why the first tag that a rule keeps stays
    public record Deleted(List<String> deleted, List<String> locked, List<String> missing, Optional<String> reason) {}

    /// Takes the tag away; the manifest it named stays.
    ///
    /// @throws OciException MANIFEST_UNKNOWN, or DENIED for a locked tag, or one that the caller's credential
    ///     leaves out
    public void delete(Repository repository, Actor actor, Tag tag) {
        Deleted deleted = delete(repository, actor, List.of(tag));
        if (!deleted.locked().isEmpty()) {
            throw new OciException(
                    ErrorCode.DENIED, deleted.reason().orElse("tag " + tag + " is locked; unlock it first"));
        }
        if (!deleted.missing().isEmpty()) {
            throw new OciException(ErrorCode.MANIFEST_UNKNOWN, "no tag " + tag + " in " + repository.name());
        }
    }

    private record Ruled(List<String> kept, Optional<String> reason) {}

    private Ruled ruled(Repository repository, TagRules rules, Collection<String> names) {
        List<String> kept = names.stream()
                .filter(name -> rules.keeps(name, repository.role()).isPresent())
                .toList();
        List<String> here = kept.isEmpty()
                ? kept
                : sql.tags(repository.id(), kept).stream()
                        .map(DeletionSql.Named::name)
                        .toList();
        return new Ruled(here, here.stream().findFirst().flatMap(name -> rules.keeps(name, repository.role())));
    }

    /// Takes those of the tags away that are here and that neither a lock nor a rule keeps.
    ///
    /// @throws OciException DENIED for one that the caller's credential leaves out: then none goes
    public Deleted delete(Repository repository, Actor actor, Collection<Tag> wanted) {
        wanted.forEach(repository.tags()::require);
        TreeSet<String> names = wanted.stream().map(Tag::value).collect(Collectors.toCollection(TreeSet::new));
        Deleted gone = transactions.run(() -> {
            TagRules rules = manifests.lockRepository(repository).rules();
            List<String> here = tags.lock(repository.id(), names);
            tags.lockNamed(repository.id(), here, List.of());
            Ruled ruled = ruled(repository, rules, names);
            TreeSet<String> locked = new TreeSet<>(tags.locked(repository.id(), names));
            locked.addAll(ruled.kept());
            // one that was made since is not locked, and stays
            TreeSet<String> free = new TreeSet<>(here);
            free.removeAll(locked);
            List<String> deleted =
                    tags.delete(repository.id(), free, actor).stream().sorted().toList();
            deleted.forEach(
                    name -> outbox.publish(repository.event("tag.delete").with("tag", name)));
            TreeSet<String> missing = new TreeSet<>(names);
            missing.removeAll(new HashSet<>(deleted));
            missing.removeAll(locked);
            return new Deleted(deleted, List.copyOf(locked), List.copyOf(missing), ruled.reason());
        });
        tally.changed(repository);
        return gone;
    }

    /// Takes the manifest away with its tags.
    ///
    /// @throws OciException MANIFEST_UNKNOWN; DENIED while an index here lists it, or a tag names it that is
    ///     locked or kept by a rule
    public void delete(Repository repository, Actor actor, Digest digest) {
        delete(repository, actor, List.of(digest));
    }

    /// Takes the manifests away with their tags, all of them or none: indexes may go with what they list.
    ///
    /// @throws OciException as for one of them
    public void delete(Repository repository, Actor actor, List<Digest> digests) {
        repository.tags().requireEvery();
        transactions.run(() -> {
            TagRules rules = manifests.lockRepository(repository).rules();
            lock(repository, digests);
            Set<Digest> left = new LinkedHashSet<>(digests);
            // an index goes before what it lists, which has no parent then
            while (left.removeIf(digest -> goes(repository, actor, digest, rules))) {}
            for (Digest digest : left) {
                throw new OciException(ErrorCode.DENIED, needed(digest, parents(repository, digest)));
            }
            return digests;
        });
        tally.changed(repository);
    }

    /// A tag that came between both locks may be held by somebody who waits for its manifest: then all
    /// begins again.
    private void lock(Repository repository, List<Digest> digests) {
        List<String> names = tags.lockOf(repository.id(), digests);
        manifests.lockForDelete(repository.id(), digests);
        if (tags.anyOther(repository.id(), digests, names)) {
            throw new CannotAcquireLockException("a new tag of " + repository.name() + " names what is deleted");
        }
    }

    private boolean goes(Repository repository, Actor actor, Digest digest, TagRules rules) {
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
        if (!rules.equals(TagRules.NONE)) {
            rules.requireDeletable(
                    repository,
                    sql.tagsOf(id).stream().map(DeletionSql.Named::name).toList());
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
