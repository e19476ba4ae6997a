package io.slipway.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Plain SQL: a session is looked up, touched and ended in single statements on each page.
@Component
class SessionSql {

    private final JdbcClient jdbc;

    SessionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(byte[] hash, long principalId, String address, String client) {
        jdbc.sql("""
                        INSERT INTO accounts.session (token_hash, principal_id, expires_at, address, client)
                        VALUES (?, ?, now() + INTERVAL '12 hours', ?, left(?, 300))
                        """).params(hash, principalId, address, client).update();
    }

    /// The principal of a live session; `seen_at` is written once a minute at most.
    Optional<Long> touch(byte[] hash) {
        return jdbc.sql("""
                        WITH live AS (
                            SELECT token_hash, principal_id, seen_at FROM accounts.session
                            WHERE token_hash = :hash AND expires_at > now() AND seen_at > now() - INTERVAL '1 hour'),
                        touched AS (
                            UPDATE accounts.session s SET seen_at = now() FROM live
                            WHERE s.token_hash = live.token_hash AND live.seen_at < now() - INTERVAL '1 minute')
                        SELECT principal_id FROM live
                        """).param("hash", hash).query(Long.class).optional();
    }

    void delete(byte[] hash) {
        jdbc.sql("DELETE FROM accounts.session WHERE token_hash = ?")
                .param(hash)
                .update();
    }

    void deleteOf(long principalId) {
        jdbc.sql("DELETE FROM accounts.session WHERE principal_id = ?")
                .param(principalId)
                .update();
    }

    void deleteEnded() {
        jdbc.sql("DELETE FROM accounts.session WHERE expires_at < now() OR seen_at < now() - INTERVAL '1 hour'")
                .update();
    }
}
