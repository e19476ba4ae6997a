package io.slipway.gc;

import io.slipway.content.Actor;
import io.slipway.content.Page;
import io.slipway.content.Policies;
import io.slipway.content.Repository;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.RetentionTag;
import io.slipway.content.RetentionTags;
import io.slipway.content.Transactions;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes away what policies say, and remembers what went.
@Service
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final int BATCH = 200;
    private static final int ATTEMPTS = 8;

    private final RetentionRunSql sql;
    private final RetentionTags tags;
    private final Policies policies;
    private final Verdicts verdicts;
    private final Outbox outbox;
    private final Transactions transactions;

    Retention(
            RetentionRunSql sql,
            RetentionTags tags,
            Policies policies,
            Verdicts verdicts,
            Outbox outbox,
            Transactions transactions) {
        this.sql = sql;
        this.tags = tags;
        this.policies = policies;
        this.verdicts = verdicts;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /// What holds in a repository now; the run follows soon.
    ///
    /// @param by who asks
    @Transactional
    public RetentionRun run(Repository repository, long by) {
        sql.start(List.of(repository.id()), by);
        outbox.publish(Event.of("retention.run")
                .in(repository.namespaceId())
                .on(repository.id())
                .target(repository.name().value()));
        return sql.newest(repository.id()).orElseThrow();
    }

    /// In all repositories of a namespace that follow its policy.
    ///
    /// @return how many
    @Transactional
    public int run(long namespaceId, String name, long by) {
        List<Long> following = policies.following(namespaceId);
        sql.start(following, by);
        outbox.publish(Event.of("retention.run").in(namespaceId).target(name));
        return following.size();
    }

    /// The newest first.
    public Page<RetentionRun> runs(Repository repository, Optional<Long> before, int size) {
        return Page.of(sql.page(repository.id(), before.orElse(Long.MAX_VALUE), size + 1), size);
    }

    /// What a run took away, by name.
    public Page<GoneTag> gone(Repository repository, long run, String last, int size) {
        return Page.of(sql.gone(repository.id(), run, last, size + 1), size);
    }

    /// Starts what the schedules say. Several replicas may ask at once.
    @Transactional
    void schedule() {
        List<Long> due = policies.due();
        if (!due.isEmpty()) {
            sql.start(due, tags.system());
        }
    }

    /// Does one run that waits.
    ///
    /// @return whether there was one
    boolean work() {
        Optional<RetentionRunSql.Claim> claim = sql.claim();
        claim.ifPresent(this::work);
        return claim.isPresent();
    }

    void forget() {
        while (sql.forget(BATCH) == BATCH) {
            // there may be more
        }
    }

    private void work(RetentionRunSql.Claim claim) {
        try {
            Optional<Repository> repository = tags.repository(claim.repositoryId());
            long looked = repository.map(it -> apply(claim, it)).orElse(0L);
            sql.finish(claim, RetentionRun.State.DONE, looked);
        } catch (RuntimeException e) {
            LOG.warn("retention of repository {} did not end: {}", claim.repositoryId(), e.toString());
            if (claim.attempt() >= ATTEMPTS) {
                sql.finish(claim, RetentionRun.State.FAILED, 0);
            } else {
                sql.postpone(claim);
            }
        }
    }

    private long apply(RetentionRunSql.Claim claim, Repository repository) {
        Optional<RetentionPolicy> policy = policies.retention(repository);
        if (policy.isEmpty()) {
            return 0;
        }
        List<Verdict> all = verdicts.of(repository, policy.get());
        Actor actor = new Actor(claim.by(), "retention");
        for (List<RetentionTag> batch : Batches.of(all, BATCH)) {
            boolean mine = transactions.run(() -> {
                boolean held = sql.hold(claim);
                if (held) {
                    sql.note(claim, tags.delete(repository, batch, policy.get(), actor));
                }
                return held;
            });
            if (!mine) {
                // somebody else goes on
                break;
            }
        }
        return all.size();
    }
}
