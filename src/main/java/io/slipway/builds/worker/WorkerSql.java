package io.slipway.builds.worker;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class WorkerSql {

    private final JdbcClient jdbc;

    WorkerSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(String node, String host, boolean remote, BuilderReport report, int parallel) {
        jdbc.sql("""
                        INSERT INTO builds.worker (node, host, remote, runner, ready, missing, parallel)
                        VALUES (:node, :host, :remote, :runner, :ready, :missing, :parallel)
                        ON CONFLICT (node) DO UPDATE SET runner = EXCLUDED.runner, ready = EXCLUDED.ready,
                            missing = EXCLUDED.missing, seen_at = now()
                        """)
                .param("node", node)
                .param("host", host)
                .param("remote", remote)
                .param("runner", report.runner())
                .param("ready", report.ready())
                .param("missing", report.missing().toArray(String[]::new))
                .param("parallel", parallel)
                .update();
    }

    void delete(String node) {
        jdbc.sql("DELETE FROM builds.worker WHERE node = ?").param(node).update();
    }

    /// Those of which nothing was heard for a day.
    void deleteOld() {
        jdbc.sql("DELETE FROM builds.worker WHERE seen_at < now() - INTERVAL '1 day'")
                .update();
    }
}
