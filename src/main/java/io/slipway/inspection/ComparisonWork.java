package io.slipway.inspection;

import io.slipway.inspection.ComparisonWorkSql.Claim;
import io.slipway.inspection.FileDifference.Change;
import io.slipway.inspection.FileDifferences.Sum;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Compares the files of two images whose layers are read.
@Component
class ComparisonWork {

    private static final Logger LOG = LoggerFactory.getLogger(ComparisonWork.class);

    private static final int ATTEMPTS = 5;
    private static final int ENTRIES = 1_000_000;
    /// More are counted and not listed.
    private static final int LISTED = 100_000;

    /// Of all comparisons.
    private static final int KEPT = 2_000_000;

    private static final int BATCH = 500;

    private final ComparisonWorkSql sql;
    private final TransactionTemplate transactions;

    ComparisonWork(ComparisonWorkSql sql, TransactionTemplate transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    /// The program ends, or another replica has the claim now.
    private static class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /// @return whether there was one
    boolean next(BooleanSupplier stopped) {
        Optional<Claim> claim = sql.claim();
        claim.ifPresent(it -> compare(it, stopped));
        return claim.isPresent();
    }

    void forget() {
        sql.forget();
    }

    private void compare(Claim claim, BooleanSupplier stopped) {
        if (claim.attempts() > ATTEMPTS || claim.entries() > ENTRIES) {
            LOG.info("the {} files of comparison {} are not compared", claim.entries(), claim.id());
            sql.fail(claim);
            return;
        }
        try {
            transactions.executeWithoutResult(_ -> write(claim, stopped));
            sql.prune(LISTED, KEPT);
        } catch (RuntimeException e) {
            LOG.warn("comparison {} was not made and waits for another try", claim.id(), e);
            sql.postpone(claim);
        }
    }

    private void write(Claim claim, BooleanSupplier stopped) {
        sql.clear(claim);
        List<FileDifference> batch = new ArrayList<>();
        Map<Change, Sum> sums = new EnumMap<>(Change.class);
        TreeDifference tree = new TreeDifference(file -> {
            sums.merge(
                    file.change(),
                    new Sum(1, file.growth()),
                    (a, b) -> new Sum(a.files() + b.files(), a.bytes() + b.bytes()));
            if (file.nth() <= LISTED) {
                batch.add(file);
            }
            if (batch.size() >= BATCH) {
                sql.add(claim, batch);
                batch.clear();
            }
        });
        sql.walk(claim, item -> {
            if (stopped.getAsBoolean()) {
                throw new StoppedException();
            }
            tree.add(item);
        });
        tree.end();
        sql.add(claim, batch);
        if (!sql.finish(claim, sums)) {
            throw new StoppedException();
        }
    }
}
