package io.slipway.gc;

import io.slipway.content.RepositoryPurge;
import io.slipway.content.StoreAge;
import io.slipway.work.Wakeable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Collects on every replica, one batch at a time, beside the threads of requests.
@Component
class GcWorker implements DisposableBean {

    private static final int ABANDONED = 100;

    private final GarbageCollector collector;
    private final RepositoryPurge repositories;
    private final StoreAge store;
    private final GcSql sql;
    private final Wakeable thread = new Wakeable("collection", this::collect);

    GcWorker(GarbageCollector collector, RepositoryPurge repositories, StoreAge store, GcSql sql) {
        this.collector = collector;
        this.repositories = repositories;
        this.store = store;
        this.sql = sql;
    }

    @Scheduled(fixedDelay = 2_000)
    void wake() {
        thread.wake();
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 600_000)
    void keepUp() {
        store.raise();
        if (collector.mayCollect()) {
            repositories.abandon(ABANDONED);
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
