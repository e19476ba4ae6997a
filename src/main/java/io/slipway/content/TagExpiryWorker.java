package io.slipway.content;

import io.slipway.work.Wakeable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Lets tags go whose time is over, on every replica.
@Component
class TagExpiryWorker implements DisposableBean {

    private static final int BATCH = 200;

    private final TagExpiry expiry;
    private final Wakeable thread = new Wakeable("tag-expiry", this::expireAll);

    TagExpiryWorker(TagExpiry expiry) {
        this.expiry = expiry;
    }

    @Scheduled(fixedDelay = 5_000)
    void wake() {
        thread.wake();
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    /// Not again at once what somebody else holds.
    private void expireAll() {
        int rounds = 0;
        while (!thread.isStopped() && rounds++ < 100 && expiry.expire(BATCH) == BATCH) {
            // there may be more
        }
    }
}
