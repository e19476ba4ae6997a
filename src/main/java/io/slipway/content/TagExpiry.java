package io.slipway.content;

import io.slipway.content.TagRemovalSql.Doomed;
import io.slipway.content.TagSummary.Hold;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Until when tags stay, and what holds them. Each method is one transaction.
@Service
public class TagExpiry {

    /// What somebody wishes for a tag.
    public sealed interface Wish {

        record Never() implements Wish {}

        record After(Duration time) implements Wish {}

        record At(Instant time) implements Wish {}
    }

    private static final Duration HELD = Duration.ofHours(1);
    private static final Duration GONE = Duration.ofDays(1);

    private final ExpirySql sql;
    private final TagRemovalSql removal;
    private final ManifestSql manifests;
    private final Tally tally;
    private final Transactions transactions;
    private final Outbox outbox;

    TagExpiry(
            ExpirySql sql,
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

    /// Holds until the tag names something else; labels of images change nothing until then.
    ///
    /// @throws OciException MANIFEST_UNKNOWN for no tag, or a time that is over; DENIED for one that the caller's
    ///     role or credential leaves out
    public void set(Repository repository, Tag tag, Wish wish) {
        change(
                repository,
                tag,
                repository.event("tag.expiry").with("tag", tag.value()).with("expires", text(wish)),
                () -> switch (wish) {
                    case Wish.Never _ ->
                        sql.set(repository.id(), tag.value(), Optional.empty()).isPresent();
                    case Wish.After after ->
                        sql.set(repository.id(), tag.value(), Optional.of(after.time()))
                                .isPresent();
                    case Wish.At at -> sql.setAt(repository.id(), tag.value(), at.time()) > 0;
                });
    }

    /// What holds a tag now.
    public Optional<Hold> find(Repository repository, Tag tag) {
        return sql.find(repository.id(), tag.value());
    }

    /// A locked tag neither moves nor goes until it is unlocked. Both are in its history.
    ///
    /// @throws OciException as [#set]
    public void lock(Repository repository, Actor actor, Tag tag, boolean locked) {
        Event event = repository.event(locked ? "tag.lock" : "tag.unlock").with("tag", tag.value());
        change(repository, tag, event, () -> sql.lock(repository.id(), tag.value(), locked, actor));
    }

    private interface Change {
        boolean make();
    }

    private void change(Repository repository, Tag tag, Event event, Change change) {
        repository.tags().require(tag);
        transactions.run(() -> {
            manifests.lockRepository(repository).rules().require(repository, List.of(tag.value()));
            if (!change.make()) {
                throw new OciException(
                        ErrorCode.MANIFEST_UNKNOWN,
                        "no tag " + tag + " in " + repository.name() + ", or the time is over already");
            }
            outbox.publish(event);
            return tag;
        });
        tally.changed(repository);
    }

    private static String text(Wish wish) {
        return switch (wish) {
            case Wish.Never _ -> "never";
            case Wish.After after -> TimeSpan.text(after.time());
            case Wish.At at -> at.time().toString();
        };
    }

    /// Takes tags away whose time is over, of each repository in a transaction of its own. Several replicas may do so
    /// at once.
    ///
    /// @return how many were looked at
    int expire(int limit) {
        var due = sql.due(limit);
        due.forEach((id, tags) -> removal.repository(id)
                .ifPresentOrElse(
                        state -> expire(state.forWriting(), tags),
                        () -> sql.hold(id, tags.stream().map(Doomed::name).toList(), GONE)));
        return due.values().stream().mapToInt(List::size).sum();
    }

    private void expire(Repository repository, List<Doomed> tags) {
        List<String> gone = transactions.run(() -> {
            TagRules rules = manifests.lockRepository(repository).rules();
            List<String> names = removal.lockFree(repository.id(), tags);
            List<Doomed> ours =
                    tags.stream().filter(tag -> names.contains(tag.name())).toList();
            List<Long> held = removal.lockNamed(ours);
            List<Doomed> free = ours.stream()
                    .filter(tag -> held.contains(tag.manifestId()) && rules.mayExpire(tag.name()))
                    .toList();
            List<String> done = removal.delete(repository.id(), free, true, new Actor(removal.system(), "expiry"));
            List<String> left = ours.stream()
                    .filter(tag -> held.contains(tag.manifestId()))
                    .map(Doomed::name)
                    .filter(name -> !done.contains(name))
                    .toList();
            if (!left.isEmpty()) {
                sql.hold(repository.id(), left, HELD);
            }
            done.forEach(name -> outbox.publish(repository.event("tag.expire").with("tag", name)));
            return done;
        });
        if (!gone.isEmpty()) {
            tally.changed(repository);
        }
    }
}
