package io.slipway.gc;

import io.slipway.content.LostWrites;
import io.slipway.content.RepositoryPurge;
import io.slipway.content.StoreAge;
import io.slipway.work.Wakeable;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Collects on every replica, one batch at a time, beside the threads of requests.
@Component
class GcWorker implements DisposableBean {

    private static final int ABANDONED = 100;

    /// Of a write that no row knows: rows live for a day after the last byte.
    private static final Duration OLD = Duration.ofDays(7);

    private final GarbageCollector collector;
    private final RepositoryPurge repositories;
    private final LostWrites writes;
    private final StoreAge store;
    private final GcSql sql;
    private final Wakeable thread = new Wakeable("collection", this::collect);

    GcWorker(GarbageCollector collector, RepositoryPurge repositories, LostWrites writes, StoreAge store, GcSql sql) {
        this.collector = collector;
        this.repositories = repositories;
        this.writes = writes;
        this.store = store;
        this.sql = sql;
    }

    @Scheduled(fixedDelay = 2_000)
    void wake() {
        thread.wake();
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 600_000)
    void keepUp() {
        List<Short> begun = store.raise();
        if (collector.mayCollect()) {
            repositories.abandon(ABANDONED);
            begun.forEach(id -> writes.end(id, OLD));
        }
        sql.forgetOld();
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void collect() {
        collector.work(thread::isStopped);
    }
}
