package io.slipway.builds;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BuildMeterSql {

    /// @param oldestSeconds how long the one has waited that waits longest
    record Open(long running, long queued, double oldestSeconds) {}

    private final JdbcClient jdbc;

    BuildMeterSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Open open() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM builds.build WHERE lease_until IS NOT NULL) AS running,
                            count(*) AS queued,
                            COALESCE(EXTRACT(epoch FROM now() - min(queued_at)), 0) AS oldest
                        FROM builds.build WHERE state = 'QUEUED'
                        """)
                .query((row, _) -> new Open(row.getLong("running"), row.getLong("queued"), row.getDouble("oldest")))
                .single();
    }
}
