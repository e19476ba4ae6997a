package io.slipway.work;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class JobMeterSql {

    record Pending(long operations, long mails, long events) {}

    private final JdbcClient jdbc;

    JobMeterSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Pending pending() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM work.operation WHERE finished_at IS NULL) AS operations,
                            (SELECT count(*) FROM work.mail) AS mails, (SELECT count(*) FROM work.outbox) AS events
                        """)
                .query((row, _) -> new Pending(row.getLong("operations"), row.getLong("mails"), row.getLong("events")))
                .single();
    }
}
