package io.slipway.work;

import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs the readers of the outbox, each on its own: one that waits holds up none of the others.
@Component
class OutboxWorker implements DisposableBean {

    private static final int FORGET_DAYS = 30;

    private record Running(String name, Wakeable thread) {}

    private final OutboxSql sql;
    private final ObjectProvider<OutboxReader> all;
    private final TransactionTemplate transactions;
    private volatile List<Running> readers = List.of();

    OutboxWorker(OutboxSql sql, ObjectProvider<OutboxReader> all, TransactionTemplate transactions) {
        this.sql = sql;
        this.all = all;
        this.transactions = transactions;
    }

    List<String> readers() {
        return running().stream().map(Running::name).toList();
    }

    /// Other replicas' events, and what had to wait.
    @Scheduled(fixedDelay = 1_000)
    void wake() {
        running().forEach(reader -> reader.thread().wake());
    }

    /// A new start may be of a program that was mended.
    @EventListener(ApplicationReadyEvent.class)
    void takeUp() {
        readers().forEach(sql::takeUp);
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void forget() {
        sql.forget(readers(), FORGET_DAYS);
    }

    @Override
    public void destroy() {
        readers.forEach(reader -> reader.thread().stop());
    }

    /// Asked for late: readers may need what publishes events.
    private List<Running> running() {
        if (readers.isEmpty()) {
            synchronized (this) {
                if (readers.isEmpty()) {
                    readers = all.orderedStream()
                            .filter(OutboxReader::enabled)
                            .map(this::running)
                            .toList();
                }
            }
        }
        return readers;
    }

    private Running running(OutboxReader reader) {
        OutboxRun run = new OutboxRun(reader, sql, transactions);
        return new Running(reader.name(), new Wakeable("outbox-" + reader.name(), run::drain));
    }
}
