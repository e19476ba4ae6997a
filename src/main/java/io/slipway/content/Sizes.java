package io.slipway.content;

import io.slipway.work.Wakeable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Measures sizes and contents of repositories after their pushes, and all of them once a day: a push itself
/// writes nothing for it.
@Component
class Sizes implements DisposableBean {

    private static final int BATCH = 1_000;
    /// How much longer than measuring takes it rests: large repositories are measured seldom while they grow.
    private static final int REST = 20;

    private final SizeSql sql;
    private final FacetSql facets;
    private final PullSql pulls;
    private final Transactions transactions;
    private final Clock clock;
    private final Set<Long> changed = ConcurrentHashMap.newKeySet();
    private final Wakeable thread = new Wakeable("sizes", this::measureChanged);
    private volatile long restUntil = System.nanoTime();

    Sizes(SizeSql sql, FacetSql facets, PullSql pulls, Transactions transactions, Clock clock) {
        this.sql = sql;
        this.facets = facets;
        this.pulls = pulls;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Costs nothing for the caller; what a crash forgets is measured within a day.
    void changed(long repositoryId) {
        changed.add(repositoryId);
    }

    @Scheduled(fixedDelay = 2_000)
    void wake() {
        if (!changed.isEmpty() && System.nanoTime() - restUntil >= 0) {
            thread.wake();
        }
    }

    @Scheduled(initialDelay = 120_000, fixedDelay = 600_000)
    void wakeForOld() {
        changed.addAll(sql.old(BATCH));
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void measureChanged() {
        long start = System.nanoTime();
        for (long id : List.copyOf(changed)) {
            if (thread.isStopped()) {
                return;
            }
            changed.remove(id);
            measure(id);
        }
        long end = System.nanoTime();
        restUntil = end + REST * (end - start);
    }

    private void measure(long id) {
        try {
            // the row of the size is locked then: of two replicas the later one looks at what the other has left
            transactions.run(() -> {
                sql.measure(id, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
                facets.measure(id);
                pulls.forgetOld(id);
                return id;
            });
        } catch (RuntimeException e) {
            changed.add(id);
            throw e;
        }
    }
}
