package io.slipway.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
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

    /// Those that work, the last used first.
    List<DockerLogin> list(long principalId, int passwordVersion) {
        return jdbc.sql("""
                        SELECT id, client_id, created_at, last_used_at, expires_at FROM access.refresh_token
                        WHERE principal_id = ? AND password_version = ? AND expires_at > now()
                        ORDER BY last_used_at DESC, id DESC
                        """)
                .params(principalId, passwordVersion)
                .query((row, _) -> new DockerLogin(
                        row.getLong(1), row.getString(2), instant(row, 3), instant(row, 4), instant(row, 5)))
                .list();
    }

    int delete(long principalId, long id) {
        return jdbc.sql("DELETE FROM access.refresh_token WHERE principal_id = ? AND id = ?")
                .params(principalId, id)
                .update();
    }

    int deleteOf(long principalId) {
        return jdbc.sql("DELETE FROM access.refresh_token WHERE principal_id = ?")
                .param(principalId)
                .update();
    }

    void deleteExpired() {
        jdbc.sql("DELETE FROM access.refresh_token WHERE expires_at < now()").update();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
