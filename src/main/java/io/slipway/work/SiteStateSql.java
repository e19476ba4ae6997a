package io.slipway.work;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SiteStateSql {

    private final JdbcClient jdbc;

    SiteStateSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insertIfAbsent(UUID instanceId, String masterKeyFingerprint) {
        jdbc.sql("""
                INSERT INTO work.site_state (instance_id, master_key_fingerprint)
                VALUES (:instanceId, :masterKeyFingerprint)
                ON CONFLICT DO NOTHING
                """)
                .param("instanceId", instanceId)
                .param("masterKeyFingerprint", masterKeyFingerprint)
                .update();
    }

    Row get() {
        return jdbc.sql("SELECT instance_id, master_key_fingerprint FROM work.site_state")
                .query(Row.class)
                .single();
    }

    record Row(UUID instanceId, String masterKeyFingerprint) {}
}
