package io.slipway.work;

import io.slipway.work.OperationSql.Claim;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/// One process at the operations that wait. A turn ends after a second, so that all of them go on.
final class OperationTurns {

    private static final Logger LOG = LoggerFactory.getLogger(OperationTurns.class);

    static final int LEASE_SECONDS = 30;

    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int FAILURES = 5;
    private static final String UNEXPECTED = "It failed for a reason that the log of the server tells: ask whoever"
            + " runs it, and name the id of this operation.";

    private enum Next {
        STEP,
        OVER
    }

    private final OperationSql sql;
    private final TransactionTemplate transactions;
    private final Map<String, OperationRunner> runners;
    private final String node;

    OperationTurns(
            OperationSql sql, TransactionTemplate transactions, Map<String, OperationRunner> runners, String node) {
        this.sql = sql;
        this.transactions = transactions;
        this.runners = runners;
        this.node = node;
    }

    /// @return whether there was one
    boolean next(BooleanSupplier stopped) {
        Optional<Claim> claim = sql.claim(runners.keySet(), node, LEASE_SECONDS);
        claim.ifPresent(it -> turn(it, stopped));
        return claim.isPresent();
    }

    private void turn(Claim claim, BooleanSupplier stopped) {
        OperationRunner runner = Objects.requireNonNull(runners.get(claim.kind()));
        long start = System.nanoTime();
        try {
            while (step(claim, runner) == Next.STEP) {
                if (stopped.getAsBoolean() || System.nanoTime() - start > TURN.toNanos()) {
                    sql.release(claim);
                    return;
                }
            }
        } catch (OperationFailedException e) {
            sql.fail(claim, Printable.of(Objects.requireNonNullElse(e.getMessage(), UNEXPECTED), 1_000));
        } catch (RuntimeException e) {
            postpone(claim, e);
        }
    }

    private Next step(Claim claim, OperationRunner runner) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            // a lease says who may go on, this lock that nobody else still does
            if (!sql.tryLock(claim.id())) {
                return Next.OVER;
            }
            Optional<Operation> operation = sql.find(claim);
            if (operation.isEmpty()) {
                return Next.OVER;
            }
            if (operation.get().progress().cancelled()) {
                sql.endCancelled(claim);
                return Next.OVER;
            }
            OperationStep step = runner.step(operation.get());
            int kept = step.last() ? sql.finish(claim, step) : sql.proceed(claim, step, LEASE_SECONDS);
            if (kept == 0) {
                throw new IllegalStateException("the turn at operation " + claim.id() + " was over before its step");
            }
            return step.last() ? Next.OVER : Next.STEP;
        }));
    }

    private void postpone(Claim claim, RuntimeException e) {
        boolean passing = Faults.isPassing(e) || e instanceof PessimisticLockingFailureException;
        int failures = sql.postpone(claim);
        if (failures >= FAILURES && !passing) {
            LOG.error("operation {} ({}) failed", claim.id(), claim.kind(), e);
            sql.fail(claim, UNEXPECTED);
        } else if (failures > 0) {
            LOG.warn("operation {} ({}) waits for another try: {}", claim.id(), claim.kind(), Faults.reason(e));
        }
    }
}
