package io.slipway.content;

import io.slipway.work.Wakeable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Counts quotas that are due, once a day each, and tells of those that run out; on every replica.
@Component
class QuotaWorker implements DisposableBean {

    private final Quotas quotas;
    private final QuotaCount count;
    private final QuotaCountSql sql;
    private final Wakeable thread = new Wakeable("quotas", this::work);

    QuotaWorker(Quotas quotas, QuotaCount count, QuotaCountSql sql) {
        this.quotas = quotas;
        this.count = count;
        this.sql = sql;
    }

    @Scheduled(fixedDelay = 5_000)
    void wake() {
        thread.wake();
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void work() {
        quotas.tellCrossings();
        while (!thread.isStopped() && (count.step() || sql.forget(QuotaCount.ROWS))) {
            // there may be more
        }
    }
}
