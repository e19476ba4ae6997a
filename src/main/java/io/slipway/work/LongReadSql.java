package io.slipway.work;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LongReadSql {

    private final JdbcClient jdbc;

    LongReadSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Until the end of the transaction.
    void allow(Duration longest) {
        jdbc.sql("SELECT set_config('statement_timeout', ?, true)")
                .param(String.valueOf(longest.toMillis()))
                .query(String.class)
                .single();
    }
}
