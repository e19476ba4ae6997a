package io.slipway.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Work on a thread of its own that runs once more when it was woken meanwhile, and never twice at a time.
public final class Wakeable {

    private static final Logger LOG = LoggerFactory.getLogger(Wakeable.class);

    private final String name;
    private final Runnable work;
    private final Thread.Builder threads;
    private final AtomicInteger wishes = new AtomicInteger();
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;

    public Wakeable(String name, Runnable work) {
        this(name, work, Thread.ofVirtual());
    }

    private Wakeable(String name, Runnable work, Thread.Builder threads) {
        this.name = name;
        this.work = work;
        this.threads = threads.name(name);
    }

    /// For work that computes for long without waiting: docs/adr/0011.
    public static Wakeable computing(String name, Runnable work) {
        return new Wakeable(name, work, Thread.ofPlatform().daemon());
    }

    /// Costs nothing for the caller.
    public void wake() {
        if (!stopped && wishes.getAndIncrement() == 0) {
            thread = threads.start(this::run);
        }
    }

    /// Waits for what runs, for a while.
    public void stop() {
        stopped = true;
        Thread running = thread;
        try {
            if (running != null) {
                running.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isStopped() {
        return stopped;
    }

    private void run() {
        int seen;
        do {
            seen = wishes.get();
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("{} failed and is tried again: {}", name, Faults.reason(e));
            }
        } while (!wishes.compareAndSet(seen, 0));
    }
}
