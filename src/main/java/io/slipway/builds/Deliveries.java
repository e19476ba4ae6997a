package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.builds.Delivery.Verdict;
import io.slipway.builds.TriggerOrders.Ordered;
import io.slipway.builds.TriggerOrders.Why;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What Git providers sent; each is taken once, whoever sends it again and however often.
@Service
public class Deliveries {

    private static final int BATCH = 500;

    private final BuildTriggers triggers;
    private final TriggerSql triggerSql;
    private final DeliverySql sql;
    private final TriggerOrders orders;
    private final Outbox outbox;

    Deliveries(BuildTriggers triggers, TriggerSql triggerSql, DeliverySql sql, TriggerOrders orders, Outbox outbox) {
        this.triggers = triggers;
        this.triggerSql = triggerSql;
        this.sql = sql;
        this.orders = orders;
        this.outbox = outbox;
    }

    /// The newest first.
    ///
    /// @param before the number of one; empty for the newest
    public Page<Delivery> page(Repository repository, UUID trigger, Optional<Long> before, int size) {
        Trigger found = triggers.get(repository, trigger);
        return Page.of(sql.page(found.rowId(), before.orElse(Long.MAX_VALUE), size + 1), size);
    }

    /// @throws BuildsException NOT_FOUND
    public Delivery get(Repository repository, UUID trigger, long id) {
        return sql.find(triggers.get(repository, trigger).rowId(), id).orElseThrow(Deliveries::missing);
    }

    /// As much of the body as is kept.
    public byte[] body(Delivery delivery) {
        return sql.body(delivery.id());
    }

    /// Makes its builds again, by the rules of now.
    ///
    /// @throws BuildsException NOT_FOUND, PAUSED, CONFLICT when it is of no ref, QUEUE_FULL
    @Transactional
    public HookAnswer.Taken redeliver(Repository repository, UUID id, long deliveryId, long by) {
        Trigger trigger = triggers.lock(repository, id);
        if (!trigger.isActive()) {
            throw TriggerStarts.resting();
        }
        Delivery delivery = sql.find(trigger.rowId(), deliveryId).orElseThrow(Deliveries::missing);
        List<RefChange> changes = sql.changes(delivery.id());
        if (changes.isEmpty()) {
            throw new BuildsException(Code.CONFLICT, "this delivery is of no branch and of no tag");
        }
        Ordered ordered = orders.order(
                trigger,
                changes,
                trigger.defaultBranch(),
                new Why(BuildCause.REDELIVERY, Optional.of(delivery.id()), Optional.of(by)));
        finish(delivery.id(), delivery.event(), changes, ordered);
        outbox.publish(BuildTriggers.event("build-trigger.redeliver", repository, trigger)
                .with("delivery", String.valueOf(deliveryId)));
        return new HookAnswer.Taken(ordered.builds(), ordered.reason(), false);
    }

    /// @throws BuildsException QUEUE_FULL, and nothing is kept
    @Transactional
    HookAnswer take(Trigger trigger, HookDelivery delivery, HookPush push) {
        Optional<Long> mine =
                sql.insert(trigger.rowId(), delivery).or(() -> sql.lockRefused(trigger.rowId(), delivery));
        if (mine.isEmpty()) {
            return new HookAnswer.Taken(List.of(), NoBuild.NONE, true);
        }
        if (push.otherwise() == NoBuild.PING) {
            sql.finish(mine.get(), push.event(), Verdict.PING, NoBuild.NONE, List.of());
            return new HookAnswer.Pong();
        }
        if (push.otherwise() != NoBuild.NONE) {
            sql.finish(mine.get(), push.event(), Verdict.NOTHING, push.otherwise(), List.of());
            return new HookAnswer.Taken(List.of(), push.otherwise(), false);
        }
        String branch = push.defaultBranch();
        boolean learns = RefName.isBranchOrTag(branch);
        if (learns) {
            triggerSql.setDefaultBranch(trigger.rowId(), branch);
        }
        Ordered ordered = orders.order(
                trigger,
                push.changes(),
                learns ? branch : trigger.defaultBranch(),
                new Why(BuildCause.PUSH, mine, Optional.empty()));
        finish(mine.get(), push.event(), push.changes(), ordered);
        return new HookAnswer.Taken(ordered.builds(), ordered.reason(), false);
    }

    /// Rightly signed, and nothing could be made of it now: it may be sent again.
    @Transactional
    void refuse(Trigger trigger, HookDelivery delivery, String event, NoBuild reason, List<RefChange> changes) {
        sql.insert(trigger.rowId(), delivery)
                .or(() -> sql.lockRefused(trigger.rowId(), delivery))
                .ifPresent(id -> sql.finish(id, event, Verdict.REFUSED, reason, changes));
    }

    @Scheduled(initialDelay = 120_000, fixedDelay = 3_600_000)
    void forget() {
        int gone = BATCH;
        while (gone == BATCH) {
            gone = sql.deleteOld(BATCH);
        }
    }

    private void finish(long id, String event, List<RefChange> changes, Ordered ordered) {
        Verdict verdict = ordered.builds().isEmpty() ? Verdict.NOTHING : Verdict.BUILDS;
        sql.finish(id, event, verdict, ordered.reason(), changes);
        sql.setRules(id, ordered.rules());
    }

    private static BuildsException missing() {
        return new BuildsException(Code.NOT_FOUND, "there is no such delivery here");
    }
}
