package io.slipway.work;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Where "and also" is left: who is told of an event is nobody's business here.
@Service
public class Outbox {

    private final OutboxSql sql;
    private final OutboxWorker worker;
    private final OutboxQueue queue;
    private final RollUps rollUps;

    Outbox(OutboxSql sql, OutboxWorker worker, OutboxQueue queue, RollUps rollUps) {
        this.sql = sql;
        this.worker = worker;
        this.queue = queue;
        this.rollUps = rollUps;
    }

    /// In the caller's transaction: kept if that is, gone if that is.
    @Transactional(propagation = Propagation.MANDATORY)
    public void publish(Event event) {
        List<String> readers = worker.readers();
        if (readers.isEmpty()) {
            return;
        }
        sql.insert(readers, List.of(body(event)), List.of(0.0));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                worker.wake();
            }
        });
    }

    /// For what has no transaction, such as a refusal. Never waits and never fails: written soon after, lost only with
    /// the process or when thousands wait already, which is logged.
    public void publishLater(Event event) {
        queue.add(body(event));
    }

    /// For what happens all the time: counted in memory and published once an hour, with how often it was.
    /// What is the same: action, result, actor (of nobody the address), namespace, repository, target and details.
    public void rollUp(Event event) {
        rollUps.add(body(event));
    }

    private static StoredEvent.Body body(Event event) {
        Optional<RequestOrigin> origin = RequestOrigin.current();
        Event signed = event.actor()
                .or(() -> origin.flatMap(RequestOrigin::actor))
                .map(event::by)
                .orElse(event);
        return new StoredEvent.Body(
                signed,
                origin.map(RequestOrigin::address).orElse(""),
                origin.map(RequestOrigin::client).orElse(""),
                origin.map(RequestOrigin::requestId).orElse(""),
                1);
    }
}
