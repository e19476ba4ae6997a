package io.slipway.work;

import io.slipway.work.OutboxReader.TryLaterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives one reader its events, until there are none left. Used by one thread at a time.
final class OutboxRun {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRun.class);

    private static final int BATCH = 100;
    private static final int ATTEMPTS = 5;

    private final OutboxReader reader;
    private final OutboxSql sql;
    private final TransactionTemplate transactions;
    private final Map<Long, Integer> failures = new HashMap<>();
    private boolean waiting;

    OutboxRun(OutboxReader reader, OutboxSql sql, TransactionTemplate transactions) {
        this.reader = reader;
        this.sql = sql;
        this.transactions = transactions;
    }

    void drain() {
        // what fails waits for the next round and lets the others pass
        Set<Long> failed = new HashSet<>();
        try {
            while (step(failed)) {
                if (waiting) {
                    waiting = false;
                    LOG.info("events flow to {} again", reader.name());
                }
            }
        } catch (RuntimeException e) {
            if (!isPassing(e)) {
                throw e;
            }
            if (!waiting) {
                waiting = true;
                LOG.warn("events wait for {}: {}", reader.name(), Faults.reason(e));
            }
        }
    }

    private boolean step(Set<Long> failed) {
        List<StoredEvent> batch = new ArrayList<>();
        try {
            return Boolean.TRUE.equals(transactions.execute(_ -> {
                if (!sql.tryLock(reader.name())) {
                    return false;
                }
                batch.addAll(sql.page(reader.name(), failed, BATCH));
                return consume(batch);
            }));
        } catch (RuntimeException e) {
            if (isPassing(e) || batch.isEmpty()) {
                throw e;
            }
        }
        batch.forEach(event -> alone(event.id(), failed));
        return true;
    }

    private boolean consume(List<StoredEvent> events) {
        if (events.isEmpty()) {
            return false;
        }
        reader.consume(List.copyOf(events));
        sql.delete(events.stream().map(StoredEvent::id).toList());
        return true;
    }

    private void alone(long id, Set<Long> failed) {
        try {
            transactions.executeWithoutResult(_ -> {
                if (sql.tryLock(reader.name())) {
                    Optional<StoredEvent> event = sql.find(reader.name(), id);
                    consume(event.stream().toList());
                }
            });
            failures.remove(id);
        } catch (RuntimeException e) {
            if (isPassing(e)) {
                throw e;
            }
            failed.add(id);
            if (failures.merge(id, 1, Integer::sum) >= ATTEMPTS) {
                failures.remove(id);
                transactions.executeWithoutResult(_ -> sql.setAside(id));
                LOG.error("event {} is set aside, {} cannot take it: {}", id, reader.name(), Faults.reason(e));
            }
        }
    }

    private static boolean isPassing(RuntimeException error) {
        return error instanceof TryLaterException || Faults.isPassing(error);
    }
}
