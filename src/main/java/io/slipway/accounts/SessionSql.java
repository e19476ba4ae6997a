package io.slipway.accounts;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Plain SQL: a session is looked up, touched and ended in single statements on each page.
@Component
class SessionSql {

    record Live(long id, long principalId, int factors, Optional<Long> seeAs) {}

    private final JdbcClient jdbc;

    SessionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(byte[] hash, long principalId, int factors, String address, String client) {
        jdbc.sql("""
                        INSERT INTO accounts.session (token_hash, principal_id, factors, expires_at, address, client)
                        VALUES (?, ?, ?, now() + INTERVAL '12 hours', ?, left(?, 300))
                        """).params(hash, principalId, factors, address, client).update();
    }

    /// A live session; `seen_at` is written once a minute at most.
    Optional<Live> touch(byte[] hash) {
        return jdbc.sql("""
                        WITH live AS (
                            SELECT id, token_hash, principal_id, factors, see_as, seen_at FROM accounts.session
                            WHERE token_hash = :hash AND expires_at > now() AND seen_at > now() - INTERVAL '1 hour'),
                        touched AS (
                            UPDATE accounts.session s SET seen_at = now() FROM live
                            WHERE s.token_hash = live.token_hash AND live.seen_at < now() - INTERVAL '1 minute')
                        SELECT id, principal_id, factors, see_as FROM live
                        """)
                .param("hash", hash)
                .query((row, _) -> new Live(
                        row.getLong(1),
                        row.getLong(2),
                        row.getInt(3),
                        Optional.ofNullable(row.getObject(4, Long.class))))
                .optional();
    }

    /// Live ones, the last seen first.
    List<BrowserSession> list(long principalId, byte[] current) {
        return jdbc.sql("""
                        SELECT id, created_at, seen_at, address, client, factors, token_hash = :current
                        FROM accounts.session
                        WHERE principal_id = :principal AND expires_at > now() AND seen_at > now() - INTERVAL '1 hour'
                        ORDER BY token_hash = :current DESC, seen_at DESC, id DESC
                        """)
                .param("principal", principalId)
                .param("current", current)
                .query((row, _) -> new BrowserSession(
                        row.getLong(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4),
                        row.getString(5),
                        row.getInt(6),
                        row.getBoolean(7)))
                .list();
    }

    /// Whose it was.
    Optional<Long> delete(byte[] hash) {
        return jdbc.sql("DELETE FROM accounts.session WHERE token_hash = ? RETURNING principal_id")
                .param(hash)
                .query(Long.class)
                .optional();
    }

    int delete(long principalId, long id) {
        return jdbc.sql("DELETE FROM accounts.session WHERE principal_id = ? AND id = ?")
                .params(principalId, id)
                .update();
    }

    int deleteOf(long principalId) {
        return jdbc.sql("DELETE FROM accounts.session WHERE principal_id = ?")
                .param(principalId)
                .update();
    }

    int deleteOthers(long principalId, byte[] current) {
        return jdbc.sql("DELETE FROM accounts.session WHERE principal_id = ? AND token_hash <> ?")
                .params(principalId, current)
                .update();
    }

    void deleteEnded() {
        jdbc.sql("DELETE FROM accounts.session WHERE expires_at < now() OR seen_at < now() - INTERVAL '1 hour'")
                .update();
    }

    int seeAs(byte[] hash, long principalId) {
        return jdbc.sql("UPDATE accounts.session SET see_as = ? WHERE token_hash = ?")
                .params(principalId, hash)
                .update();
    }

    int stopSeeing(byte[] hash) {
        return jdbc.sql("UPDATE accounts.session SET see_as = NULL WHERE token_hash = ? AND see_as IS NOT NULL")
                .param(hash)
                .update();
    }

    void stopSeeingAs(long principalId) {
        jdbc.sql("UPDATE accounts.session SET see_as = NULL WHERE see_as = ?")
                .param(principalId)
                .update();
    }
}
