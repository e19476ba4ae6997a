package io.slipway.work;

import io.slipway.work.OperationSql.Filter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/// Long work that goes on without whoever asked for it, and that they can look at. To add a kind: write an
/// [OperationRunner] as a component, and submit.
@Service
public class Operations {

    private final OperationSql sql;
    private final OperationWorker worker;

    Operations(OperationSql sql, OperationWorker worker) {
        this.sql = sql;
        this.worker = worker;
    }

    /// In the caller's transaction: it begins when that is committed, and is gone if that is.
    ///
    /// @param owner whoever may see and cancel it; empty: the site itself
    /// @param data  for the first step: an object
    @Transactional(propagation = Propagation.MANDATORY)
    public Operation submit(String kind, String subject, Optional<Long> owner, JsonNode data) {
        Operation submitted = sql.insert(UUID.randomUUID(), kind, Printable.of(subject, 500), owner, data);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                worker.wake();
            }
        });
        return submitted;
    }

    public Optional<Operation> find(UUID id) {
        return sql.find(id);
    }

    /// At most `size` of somebody's, the newest first.
    ///
    /// @param last from the newest without one
    public List<Operation> page(long owner, Optional<OperationPosition> last, int size) {
        return sql.page(Filter.of(owner), last.orElse(OperationPosition.START), size);
    }

    /// The same of everybody and of the site itself: for those who oversee it.
    public List<Operation> page(Optional<OperationPosition> last, int size) {
        return sql.page(Filter.ALL, last.orElse(OperationPosition.START), size);
    }

    /// At most `size` of somebody's that are not finished, the newest first.
    public List<Operation> unfinished(long owner, int size) {
        return sql.page(Filter.unfinished(owner), OperationPosition.START, size);
    }

    /// It stops before its next step; what its steps did stays done.
    ///
    /// @return whether it was not finished
    @Transactional
    public boolean cancel(UUID id) {
        return sql.cancel(id);
    }
}
