package io.slipway.builds;

import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BuildSecretSql {

    private final JdbcClient jdbc;

    BuildSecretSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<BuildSecret> list(long triggerId) {
        return jdbc.sql("SELECT name, created_at FROM builds.secret WHERE trigger_id = ? ORDER BY name")
                .param(triggerId)
                .query((row, _) -> new BuildSecret(
                        row.getString("name"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    void put(long triggerId, String name, byte[] sealed) {
        jdbc.sql("""
                        INSERT INTO builds.secret (trigger_id, name, sealed) VALUES (:trigger, :name, :sealed)
                        ON CONFLICT (trigger_id, name) DO UPDATE SET sealed = excluded.sealed, created_at = now()
                        """)
                .param("trigger", triggerId)
                .param("name", name)
                .param("sealed", sealed)
                .update();
    }

    int delete(long triggerId, String name) {
        return jdbc.sql("DELETE FROM builds.secret WHERE trigger_id = ? AND name = ?")
                .params(triggerId, name)
                .update();
    }
}
