package io.slipway.content;

import io.slipway.content.RetentionSql.Read;
import io.slipway.content.TagRemovalSql.Doomed;
import io.slipway.oci.Digest;
import io.slipway.work.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/// Tags as policies see them, and their end.
@Service
public class RetentionTags {

    private static final int PAGE = 5_000;

    private final RetentionSql sql;
    private final TagRemovalSql removal;
    private final ManifestSql manifests;
    private final Tally tally;
    private final Transactions transactions;
    private final Outbox outbox;

    RetentionTags(
            RetentionSql sql,
            TagRemovalSql removal,
            ManifestSql manifests,
            Tally tally,
            Transactions transactions,
            Outbox outbox) {
        this.sql = sql;
        this.removal = removal;
        this.manifests = manifests;
        this.tally = tally;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    /// The database's clock.
    public Instant now() {
        return sql.now();
    }

    /// A live repository, for what the program does itself.
    public Optional<Repository> repository(long id) {
        return removal.repository(id).map(RepositoryState::forWriting);
    }

    /// Who acts where nobody does.
    public long system() {
        return removal.system();
    }

    /// Changes whenever a tag does: pulls aside.
    public long edition(Repository repository) {
        return sql.edition(repository.id());
    }

    /// All tags, by name, a few thousand at a time.
    public void read(Repository repository, Consumer<List<RetentionTag>> page) {
        String last = "";
        List<Read> read;
        do {
            read = sql.page(repository.id(), last, PAGE);
            if (!read.isEmpty()) {
                page.accept(withImages(repository, read));
                last = read.getLast().tag().name();
            }
        } while (read.size() == PAGE);
    }

    private List<RetentionTag> withImages(Repository repository, List<Read> read) {
        List<Digest> about =
                read.stream().flatMap(it -> it.about().stream()).distinct().toList();
        Map<Digest, Set<Long>> images = about.isEmpty() ? Map.of() : sql.images(repository.id(), about);
        return read.stream()
                .map(it -> it.about()
                        .map(digest -> attached(it.tag(), images.getOrDefault(digest, Set.of())))
                        .orElse(it.tag()))
                .toList();
    }

    private static RetentionTag attached(RetentionTag tag, Set<Long> images) {
        return new RetentionTag(
                tag.name(), tag.manifestId(), tag.pushedAt(), tag.lastPullAt(), tag.locked(), Optional.of(images));
    }

    /// Takes tags away as a person would, in one transaction, unless somebody pushed, pulled or locked them since, or
    /// a rule keeps them. What is attached goes last, and only if none of its images has a tag any more.
    ///
    /// @param actor for the history
    /// @return what went, and what it named
    public Map<String, Digest> delete(
            Repository repository, Collection<RetentionTag> tags, RetentionPolicy policy, Actor actor) {
        Map<String, Digest> gone = transactions.run(() -> {
            TagRules rules = manifests.lockRepository(repository).rules();
            List<RetentionTag> free =
                    tags.stream().filter(tag -> mayGo(tag, rules, policy)).toList();
            List<String> names = free.stream().map(RetentionTag::name).toList();
            removal.lock(repository.id(), names);
            Map<String, Digest> named = sql.digests(repository.id(), names);
            Map<String, Digest> done = new TreeMap<>();
            remove(repository, free.stream().filter(it -> it.images().isEmpty()).toList(), actor)
                    .forEach(name -> take(name, named, done));
            remove(repository, orphans(free), actor).forEach(name -> take(name, named, done));
            done.keySet()
                    .forEach(name -> outbox.publish(
                            repository.event("tag.delete").with("tag", name).with("by", "retention")));
            return done;
        });
        if (!gone.isEmpty()) {
            tally.changed(repository);
        }
        return gone;
    }

    private static void take(String name, Map<String, Digest> named, Map<String, Digest> done) {
        Digest digest = named.get(name);
        if (digest != null) {
            done.put(name, digest);
        }
    }

    /// Whether neither lock nor rule keeps the tag.
    public static boolean mayGo(RetentionTag tag, TagRules rules, RetentionPolicy policy) {
        return !tag.locked()
                && (policy.immutables() || rules.immutable(tag.name()).isEmpty())
                && (policy.guarded() || !rules.isProtected(tag.name()));
    }

    /// What of these hangs on nothing any more.
    private List<RetentionTag> orphans(List<RetentionTag> tags) {
        List<RetentionTag> attached =
                tags.stream().filter(tag -> tag.images().isPresent()).toList();
        if (attached.isEmpty()) {
            return attached;
        }
        Set<Long> images = new HashSet<>();
        attached.forEach(tag -> tag.images().ifPresent(images::addAll));
        Set<Long> named =
                sql.named(images, attached.stream().map(RetentionTag::name).toList());
        return attached.stream()
                .filter(tag -> tag.images().orElseThrow().stream().noneMatch(named::contains))
                .toList();
    }

    private List<String> remove(Repository repository, List<RetentionTag> tags, Actor actor) {
        List<Doomed> doomed = tags.stream()
                .map(tag -> new Doomed(
                        tag.name(),
                        tag.manifestId(),
                        tag.pushedAt(),
                        tag.lastPullAt().orElse(Instant.EPOCH)))
                .toList();
        return doomed.isEmpty() ? List.of() : removal.delete(repository.id(), doomed, false, actor);
    }
}
