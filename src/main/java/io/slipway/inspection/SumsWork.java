package io.slipway.inspection;

import io.slipway.inspection.SumsWorkSql.Claim;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Adds up the files of one image whose layers are read.
@Component
class SumsWork {

    private static final Logger LOG = LoggerFactory.getLogger(SumsWork.class);

    private static final int ATTEMPTS = 5;
    private static final int ENTRIES = 1_000_000;
    /// Of more than these hard links, some count as if their files had no other name.
    private static final int LINKS = 10_000;

    private final SumsWorkSql sql;

    SumsWork(SumsWorkSql sql) {
        this.sql = sql;
    }

    /// The program ends.
    private static class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /// @return whether there was one
    boolean next(BooleanSupplier stopped) {
        Optional<Claim> claim = sql.claim();
        claim.ifPresent(it -> add(it, stopped));
        return claim.isPresent();
    }

    private void add(Claim claim, BooleanSupplier stopped) {
        if (claim.attempts() > ATTEMPTS || claim.entries() > ENTRIES) {
            LOG.info("the {} files of image {} are not added up", claim.entries(), claim.imageId());
            sql.fail(claim);
            return;
        }
        try {
            TreeSums sums = new TreeSums(sql.linked(claim, LINKS));
            sql.walk(claim, item -> {
                if (stopped.getAsBoolean()) {
                    throw new StoppedException();
                }
                sums.add(item);
            });
            sql.finish(claim, sums.result());
        } catch (RuntimeException e) {
            LOG.warn("the files of image {} were not added up and wait for another try", claim.imageId(), e);
            sql.postpone(claim);
        }
    }
}
