package io.slipway.work;

import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class DatabaseClockSql {

    private final JdbcClient jdbc;

    DatabaseClockSql(DataSource database) {
        this.jdbc = JdbcClient.create(new ImpatientDatabase(database));
    }

    Instant now() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
