package io.slipway.gc;

import io.slipway.content.BlobScrub;
import io.slipway.content.DamagedBlob;
import io.slipway.content.Page;
import io.slipway.content.StoreAge;
import io.slipway.work.Wakeable;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/// Reads every blob again, slowly and on every replica, and tells which ones are damaged: docs/adr/0018.
@Service
public class Scrub implements DisposableBean {

    private final BlobScrub blobs;
    private final StoreAge store;
    private final ScrubSettings settings;
    private final Wakeable thread = Wakeable.computing("scrub", this::readDue);

    Scrub(BlobScrub blobs, StoreAge store, ScrubSettings settings) {
        this.blobs = blobs;
        this.store = store;
        this.settings = settings;
    }

    /// How far it is: counts all blobs.
    public ScrubStatus status() {
        return new ScrubStatus(
                settings.enabled(),
                store.refusal(),
                blobs.progress(settings.periodSeconds()),
                settings.period(),
                settings.rate().toBytes());
    }

    /// @param after the place of the last one that is not wanted; 0 for the first page
    public Page<DamagedBlob> damaged(long after, int size) {
        return blobs.damaged(after, size);
    }

    @Scheduled(initialDelay = 30_000, fixedDelay = 30_000)
    void wake() {
        if (settings.enabled() && store.refusal().isEmpty()) {
            thread.wake();
        }
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    /// Until nothing is due: each blob that was not read for a period.
    void readDue() {
        double rate = settings.rate().toBytes();
        while (!thread.isStopped() && blobs.next(settings.periodSeconds(), rate, this::rest)) {}
    }

    /// As long as so many bytes should have taken.
    private void rest(long bytes) {
        if (thread.isStopped()) {
            throw new IllegalStateException("stopped; somebody else reads it once the claim is over");
        }
        try {
            Thread.sleep(
                    Duration.ofNanos(1_000_000_000L * bytes / settings.rate().toBytes()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
