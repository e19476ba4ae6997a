package io.slipway.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Links that do one thing once.
@Component
class LinkSql {

    enum Kind {
        RESET,
        EMAIL
    }

    /// @param email the address to be confirmed
    record Link(long principalId, Optional<String> email) {}

    /// @param given a name or an e-mail address, as typed
    record Request(String given, Optional<String> language) {}

    private final JdbcClient jdbc;

    LinkSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return until when it works
    Instant insert(byte[] hash, Kind kind, Link link, Optional<Long> by, Duration lifetime) {
        return jdbc.sql("""
                        INSERT INTO accounts.link (token_hash, kind, principal_id, email, created_by, expires_at)
                        VALUES (:hash, :kind, :principal, :email, :by, now() + make_interval(secs => :seconds))
                        RETURNING expires_at
                        """)
                .param("hash", hash)
                .param("kind", kind.name())
                .param("principal", link.principalId())
                .param("email", link.email().orElse(null))
                .param("by", by.orElse(null))
                .param("seconds", (double) lifetime.toSeconds())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    Optional<Link> find(byte[] hash, Kind kind) {
        return jdbc.sql("""
                        SELECT principal_id, email FROM accounts.link
                        WHERE token_hash = ? AND kind = ? AND expires_at > now()
                        """).params(hash, kind.name()).query(LinkSql::read).optional();
    }

    /// Whoever gets it has used it: of many at once, one does.
    Optional<Link> take(byte[] hash, Kind kind) {
        return jdbc.sql("""
                        DELETE FROM accounts.link WHERE token_hash = ? AND kind = ? AND expires_at > now()
                        RETURNING principal_id, email
                        """).params(hash, kind.name()).query(LinkSql::read).optional();
    }

    boolean hasRecent(long principalId, Kind kind, Duration age) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM accounts.link
                        WHERE principal_id = ? AND kind = ? AND created_at > now() - make_interval(secs => ?))
                        """)
                .params(principalId, kind.name(), (double) age.toSeconds())
                .query(Boolean.class)
                .single();
    }

    void deleteOf(long principalId, Kind kind) {
        jdbc.sql("DELETE FROM accounts.link WHERE principal_id = ? AND kind = ?")
                .params(principalId, kind.name())
                .update();
    }

    void deleteOf(long principalId) {
        jdbc.sql("DELETE FROM accounts.link WHERE principal_id = ?")
                .param(principalId)
                .update();
    }

    void deleteExpired() {
        jdbc.sql("DELETE FROM accounts.link WHERE expires_at < now()").update();
    }

    void insertRequest(String given, Optional<String> language) {
        jdbc.sql("INSERT INTO accounts.reset_request (given, language) VALUES (?, ?)")
                .params(Arrays.asList(given, language.orElse(null)))
                .update();
    }

    /// Each of them for one replica only.
    List<Request> takeRequests(int size) {
        return jdbc.sql("""
                        DELETE FROM accounts.reset_request WHERE id IN (
                            SELECT id FROM accounts.reset_request ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
                        RETURNING given, language
                        """)
                .param(size)
                .query((row, _) -> new Request(row.getString(1), Optional.ofNullable(row.getString(2))))
                .list();
    }

    private static Link read(ResultSet row, int number) throws SQLException {
        return new Link(row.getLong(1), Optional.ofNullable(row.getString(2)));
    }
}
