package io.slipway.access;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SigningKeySql {

    record SealedKey(String kid, byte[] sealed, boolean active) {}

    private final JdbcClient jdbc;

    SigningKeySql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Newest first.
    List<SealedKey> list() {
        return jdbc.sql("SELECT kid, sealed, state FROM access.signing_key ORDER BY created_at DESC, kid")
                .query((row, _) -> new SealedKey(
                        row.getString("kid"), row.getBytes("sealed"), "ACTIVE".equals(row.getString("state"))))
                .list();
    }

    /// Only the first of several replicas makes the first key.
    void insertFirst(String kid, byte[] sealed) {
        jdbc.sql("""
                        INSERT INTO access.signing_key (kid, sealed, state)
                        SELECT ?, ?, 'ACTIVE' WHERE NOT EXISTS (SELECT FROM access.signing_key WHERE state = 'ACTIVE')
                        """).params(kid, sealed).update();
    }
}
