package io.slipway.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads what looks at whole tables: the usual limit is for statements that look at a few rows.
@Component
public class LongReads {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final LongReadSql sql;
    private final DataSource database;
    private final TransactionTemplate transactions;

    LongReads(LongReadSql sql, DataSource database, PlatformTransactionManager manager) {
        this.sql = sql;
        this.database = database;
        this.transactions = new TransactionTemplate(manager);
        transactions.setReadOnly(true);
    }

    /// In a transaction of its own, or as part of the caller's.
    public <T> T run(Supplier<T> read) {
        return transactions.execute(_ -> {
            sql.allow(LONGEST);
            allowSilence();
            return read.get();
        });
    }

    /// The pool takes it back when the connection returns.
    private void allowSilence() {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST.toMillis()));
        } catch (SQLException failure) {
            throw new IllegalStateException("The connection takes no other limit", failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
