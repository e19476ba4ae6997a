package io.slipway.builds;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BuilderSql {

    private final JdbcClient jdbc;

    BuilderSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the order of their machines.
    List<Builder> list(int limit) {
        return jdbc.sql("""
                        SELECT w.*, w.seen_at < now() - INTERVAL '1 minute' AS silent,
                            (SELECT count(*) FROM builds.build b WHERE b.lease_until IS NOT NULL AND b.node = w.node)
                                AS running
                        FROM builds.worker w ORDER BY w.remote, w.host, w.node LIMIT ?
                        """)
                .param(limit)
                .query((row, _) -> new Builder(
                        row.getString("host"),
                        row.getBoolean("remote"),
                        row.getString("runner"),
                        row.getBoolean("ready"),
                        List.of((String[]) row.getArray("missing").getArray()),
                        row.getInt("parallel"),
                        row.getInt("running"),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("silent")))
                .list();
    }
}
