package io.slipway.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The pool for looks that are made again and again: one that waits for long would only be in the way of the next.
final class ImpatientDatabase extends DelegatingDataSource {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    ImpatientDatabase(DataSource pool) {
        super(pool);
    }

    /// The pool takes the limit back when the connection returns.
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST.toMillis()));
        return connection;
    }
}
