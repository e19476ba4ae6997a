package io.slipway.content;

import io.slipway.accounts.Namespace;
import io.slipway.content.QuotaListSql.Crossing;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/// How many bytes namespaces and repositories may hold: docs/adr/0019. What has no quota pays nothing for those that
/// have one.
@Service
public class Quotas {

    /// How much of a count its beginner waits for.
    private static final int STEPS_AT_ONCE = 20;

    private final QuotaListSql sql;
    private final QuotaCount count;
    private final Transactions transactions;
    private final Outbox outbox;

    Quotas(QuotaListSql sql, QuotaCount count, Transactions transactions, Outbox outbox) {
        this.sql = sql;
        this.count = count;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    public Optional<Quota> of(Namespace namespace) {
        return sql.find(QuotaHolder.of(namespace));
    }

    public Optional<Quota> of(Repository repository) {
        return sql.find(QuotaHolder.of(repository));
    }

    /// Those that hold in a repository and are worth a warning to whoever pushes: its own, and its namespace's.
    public List<Quota> warnings(Repository repository) {
        return sql.warnings(repository);
    }

    /// All of them, the fullest first.
    ///
    /// @param before the last one of the page before
    public Page<Quota> page(Optional<QuotaPlace> before, int size) {
        return Page.of(sql.page(before, size + 1), size);
    }

    /// @throws QuotaLimitException for less than nothing
    public Quota set(Namespace namespace, long limit) {
        require(limit, Long.MAX_VALUE);
        return set(QuotaHolder.of(namespace), limit, QuotaHolder.event("quota.set", namespace));
    }

    /// @throws QuotaLimitException for less than nothing, or for more than the namespace may hold
    public Quota set(Repository repository, long limit) {
        require(limit, most(repository).orElse(Long.MAX_VALUE));
        return set(QuotaHolder.of(repository), limit, repository.event("quota.set"));
    }

    /// How much a repository's own limit may be.
    public OptionalLong most(Repository repository) {
        return sql.limit(new QuotaHolder(repository.namespaceId(), false));
    }

    /// @return whether there was one
    public boolean remove(Namespace namespace) {
        return remove(QuotaHolder.of(namespace), QuotaHolder.event("quota.remove", namespace));
    }

    public boolean remove(Repository repository) {
        return remove(QuotaHolder.of(repository), repository.event("quota.remove"));
    }

    /// Counts anew and puts right what is found: a part at once, the rest in the background.
    public Optional<Quota> count(Namespace namespace) {
        return count(QuotaHolder.of(namespace));
    }

    public Optional<Quota> count(Repository repository) {
        return count(QuotaHolder.of(repository));
    }

    /// Tells, once, of each quota that came to be nearly or wholly used up.
    void tellCrossings() {
        transactions.run(() -> {
            for (Crossing crossing : sql.takeCrossings()) {
                if (crossing.now() > crossing.before()) {
                    Event event = Event.of("quota.warn")
                            .in(crossing.namespaceId())
                            .target(crossing.name())
                            .with("percent", String.valueOf(crossing.now()))
                            .with("limit", String.valueOf(crossing.limit()));
                    outbox.publish(crossing.repositoryId().map(event::on).orElse(event));
                }
            }
            return true;
        });
    }

    private Optional<Quota> count(QuotaHolder holder) {
        Optional<Quota> found = sql.find(holder);
        if (found.isEmpty()) {
            return found;
        }
        sql.restart(found.get().id());
        count.run(found.get().id(), STEPS_AT_ONCE);
        return sql.find(holder);
    }

    private Quota set(QuotaHolder holder, long limit, Event event) {
        long id = transactions.run(() -> {
            long set = sql.set(holder, limit);
            outbox.publish(event.with("limit", String.valueOf(limit)));
            return set;
        });
        count.run(id, STEPS_AT_ONCE);
        return sql.find(holder).orElseThrow();
    }

    private boolean remove(QuotaHolder holder, Event event) {
        return transactions.run(() -> {
            boolean removed = sql.remove(holder);
            if (removed) {
                outbox.publish(event);
            }
            return removed;
        });
    }

    private static void require(long limit, long most) {
        if (limit < 0 || limit > most) {
            throw new QuotaLimitException(most);
        }
    }
}
