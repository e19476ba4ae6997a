package io.slipway.content;

import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Gives a version key to tags without one: those that were there before tags had keys, and those that a replica of an
/// older version makes.
@Component
class VersionKeys {

    private static final int BATCH = 1_000;

    private final TagSql sql;
    private final TransactionOperations transactions;

    VersionKeys(TagSql sql, TransactionOperations transactions) {
        this.sql = sql;
        this.transactions = transactions;
    }

    @Scheduled(initialDelay = 2_000, fixedDelay = 60_000)
    void fill() {
        while (transactions.execute(_ -> fillSome()) == BATCH) {
            // there may be more
        }
    }

    private int fillSome() {
        List<TagSql.Key> tags = sql.withoutVersionKey(BATCH);
        if (!tags.isEmpty()) {
            sql.setVersionKeys(tags);
        }
        return tags.size();
    }
}
