package io.slipway.access;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RefreshTokenSql {

    record Redeemed(long principalId, int passwordVersion) {}

    private final JdbcClient jdbc;

    RefreshTokenSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(byte[] hash, long principalId, int passwordVersion, String clientId) {
        jdbc.sql("""
                        INSERT INTO access.refresh_token
                            (token_hash, principal_id, password_version, client_id, expires_at)
                        VALUES (?, ?, ?, left(?, 100), now() + INTERVAL '90 days')
                        """).params(hash, principalId, passwordVersion, clientId).update();
    }

    /// A live token; its last use is written once an hour at most.
    Optional<Redeemed> touch(byte[] hash) {
        return jdbc.sql("""
                        WITH live AS (
                            SELECT token_hash, principal_id, password_version, last_used_at
                            FROM access.refresh_token WHERE token_hash = :hash AND expires_at > now()),
                        touched AS (
                            UPDATE access.refresh_token t
                            SET last_used_at = now(), expires_at = now() + INTERVAL '90 days' FROM live
                            WHERE t.token_hash = live.token_hash
                                AND live.last_used_at < now() - INTERVAL '1 hour')
                        SELECT principal_id, password_version FROM live
                        """)
                .param("hash", hash)
                .query((row, _) -> new Redeemed(row.getLong("principal_id"), row.getInt("password_version")))
                .optional();
    }
}
