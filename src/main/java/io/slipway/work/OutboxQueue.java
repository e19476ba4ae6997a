package io.slipway.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Events without a transaction, on their way to the outbox.
@Component
class OutboxQueue implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxQueue.class);

    static final int CAPACITY = 10_000;

    private static final int BATCH = 500;

    private record Waiting(StoredEvent.Body body, long since) {}

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(CAPACITY);
    /// Taken from the queue and not yet written; only the writing thread touches it.
    private final List<Waiting> batch = new ArrayList<>();
    private final AtomicLong lost = new AtomicLong();
    private final Wakeable writer = new Wakeable("outbox-queue", this::write);
    private final OutboxSql sql;
    private final OutboxWorker worker;
    private final TransactionTemplate transactions;

    OutboxQueue(OutboxSql sql, OutboxWorker worker, TransactionTemplate transactions) {
        this.sql = sql;
        this.worker = worker;
        this.transactions = transactions;
    }

    void add(StoredEvent.Body body) {
        add(body, System.nanoTime());
    }

    /// @param since when it happened, by the clock that only measures
    void add(StoredEvent.Body body, long since) {
        if (queue.offer(new Waiting(body, since))) {
            writer.wake();
        } else {
            lost.incrementAndGet();
        }
    }

    /// How many found the queue full since the last report.
    long lost() {
        return lost.get();
    }

    @Scheduled(fixedDelay = 1_000)
    void retry() {
        writer.wake();
    }

    @Scheduled(fixedDelay = 60_000)
    void report() {
        long count = lost.getAndSet(0);
        if (count > 0) {
            LOG.error("{} events were lost: {} of them wait already for the database", count, CAPACITY);
        }
    }

    @Override
    public void destroy() {
        writer.stop();
        try {
            write();
        } catch (RuntimeException e) {
            LOG.error("{} events are lost with this process: {}", batch.size() + queue.size(), Faults.reason(e));
        }
        report();
    }

    /// What waits, now.
    synchronized void write() {
        while (!batch.isEmpty() || queue.drainTo(batch, BATCH) > 0) {
            List<String> readers = worker.readers();
            if (!readers.isEmpty()) {
                long now = System.nanoTime();
                transactions.executeWithoutResult(_ -> sql.insert(
                        readers,
                        batch.stream().map(Waiting::body).toList(),
                        batch.stream().map(event -> (now - event.since()) / 1e9).toList()));
            }
            batch.clear();
            worker.wake();
        }
    }
}
