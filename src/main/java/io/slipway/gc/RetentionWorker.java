package io.slipway.gc;

import io.slipway.work.Wakeable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Applies policies when it is time, on every replica, one repository after another.
@Component
class RetentionWorker implements DisposableBean {

    private final Retention retention;
    private final Wakeable thread = Wakeable.computing("retention", this::workAll);

    RetentionWorker(Retention retention) {
        this.retention = retention;
    }

    @Scheduled(fixedDelay = 2_000)
    void wake() {
        thread.wake();
    }

    @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
    void forget() {
        retention.forget();
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void workAll() {
        retention.schedule();
        while (!thread.isStopped() && retention.work()) {
            // there may be more
        }
    }
}
