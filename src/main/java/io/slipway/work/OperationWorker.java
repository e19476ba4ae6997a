package io.slipway.work;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the steps of operations, a few of one and then of the next: none waits for the end of a long one.
@Component
class OperationWorker implements DisposableBean {

    private static final int FORGET_DAYS = 30;

    private final OperationSql sql;
    private final ObjectProvider<OperationRunner> all;
    private final TransactionTemplate transactions;
    private final String node = UUID.randomUUID().toString();
    private final Wakeable thread = new Wakeable("operations", this::runAll);

    OperationWorker(OperationSql sql, ObjectProvider<OperationRunner> all, TransactionTemplate transactions) {
        this.sql = sql;
        this.all = all;
        this.transactions = transactions;
    }

    /// Those of other replicas that died, and those that had to wait.
    @Scheduled(fixedDelay = 1_000)
    void wake() {
        thread.wake();
    }

    @Scheduled(initialDelay = 90_000, fixedDelay = 3_600_000)
    void forget() {
        sql.forget(FORGET_DAYS);
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void runAll() {
        // asked for late: runners may need what submits operations
        Map<String, OperationRunner> runners =
                all.stream().collect(Collectors.toMap(OperationRunner::kind, runner -> runner));
        OperationTurns turns = new OperationTurns(sql, transactions, runners, node);
        while (!thread.isStopped() && turns.next(thread::isStopped)) {
            // the next one's turn
        }
    }
}
