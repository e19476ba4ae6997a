package io.slipway.access;

import io.slipway.content.TagPatterns;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CredentialSql {

    /// A secret that is good now, and whose it is.
    record Found(long id, long principal, CredentialScope scope) {}

    /// @param at the last use that is to be written
    record Use(long credentialId, Instant at, String address) {}

    record Ending(long id, long principal, String name, Instant at) {}

    private static final String GOOD = """
            c.revoked_at IS NULL AND c.disabled_at IS NULL AND (c.expires_at IS NULL OR c.expires_at > now())
            """;

    private static final String SHOWN = """
            SELECT c.*,
                ARRAY(SELECT n.name || '/*' FROM accounts.namespace n WHERE n.id = ANY (c.namespace_ids)
                    UNION ALL
                    SELECT r.name FROM content.repository r WHERE r.id = ANY (c.repository_ids)
                    ORDER BY 1) AS places,
                ARRAY(SELECT s.hint FROM access.credential_secret s
                    WHERE s.credential_id = c.id AND (s.valid_until IS NULL OR s.valid_until > now())
                    ORDER BY s.created_at DESC) AS hints,
                CASE WHEN c.disabled_at IS NOT NULL THEN 'DISABLED' WHEN c.expires_at <= now() THEN 'EXPIRED'
                    ELSE 'ACTIVE' END AS state
            FROM access.credential c
            WHERE c.principal_id = :principal AND c.revoked_at IS NULL
            """;

    private final JdbcClient jdbc;

    CredentialSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Found> find(CredentialSecret secret) {
        return jdbc.sql("SELECT c.* FROM access.credential_secret s JOIN access.credential c ON c.id = s.credential_id"
                        + " WHERE s.secret_hash = ? AND (s.valid_until IS NULL OR s.valid_until > now()) AND " + GOOD)
                .param(secret.hash())
                .query((row, _) -> new Found(row.getLong("id"), row.getLong("principal_id"), scope(row)))
                .optional();
    }

    /// Empty when it is good no more.
    Optional<CredentialScope> scope(long id) {
        return jdbc.sql("SELECT c.* FROM access.credential c WHERE c.id = ? AND " + GOOD)
                .param(id)
                .query((row, _) -> scope(row))
                .optional();
    }

    long insert(long principal, NewCredential credential, long by, Instant expiresAt) {
        CredentialScope scope = credential.scope();
        return jdbc.sql("""
                        INSERT INTO access.credential (principal_id, name, rights, tag_patterns, namespace_ids,
                            repository_ids, created_by, expires_at)
                        VALUES (:principal, :name, :rights, :tags, :namespaces, :repositories, :by, :expires)
                        RETURNING id
                        """)
                .param("principal", principal)
                .param("name", credential.name())
                .param(
                        "rights",
                        scope.rights().stream().map(Right::name).sorted().toArray(String[]::new))
                .param("tags", scope.tags().globs().toArray(String[]::new))
                .param("namespaces", array(scope.namespaces()))
                .param("repositories", array(scope.repositories()))
                .param("by", by)
                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    void insertSecret(long id, CredentialSecret secret) {
        jdbc.sql("INSERT INTO access.credential_secret (secret_hash, credential_id, hint) VALUES (?, ?, ?)")
                .params(secret.hash(), id, secret.hint())
                .update();
    }

    /// Those before the newest end after the overlap, or earlier if they were to end anyway.
    void endSecrets(long id, double overlapSeconds) {
        jdbc.sql("""
                        UPDATE access.credential_secret
                        SET valid_until = least(valid_until, now() + make_interval(secs => :overlap))
                        WHERE credential_id = :id
                        """).param("id", id).param("overlap", overlapSeconds).update();
    }

    void extend(long id, Instant expiresAt) {
        jdbc.sql("UPDATE access.credential SET expires_at = ?, expiry_told_at = NULL WHERE id = ?")
                .params(expiresAt.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    /// Those that end within a week and of whose end nobody was told; they count as told now.
    List<Ending> takeEnding(int limit) {
        return jdbc.sql("""
                        UPDATE access.credential SET expiry_told_at = now() WHERE id IN (
                            SELECT id FROM access.credential
                            WHERE expires_at BETWEEN now() AND now() + INTERVAL '7 days'
                                AND expires_at - created_at > INTERVAL '14 days'
                                AND revoked_at IS NULL AND disabled_at IS NULL AND expiry_told_at IS NULL
                            ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED)
                        RETURNING id, principal_id, name, expires_at
                        """)
                .param(limit)
                .query((row, _) -> new Ending(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /// The newest first, before the id.
    List<Credential> page(long principal, long before, int limit) {
        return jdbc.sql(SHOWN + "AND c.id < :before ORDER BY c.id DESC LIMIT :limit")
                .param("principal", principal)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> credential(row))
                .list();
    }

    Optional<Credential> get(long principal, long id) {
        return jdbc.sql(SHOWN + "AND c.id = :id")
                .param("principal", principal)
                .param("id", id)
                .query((row, _) -> credential(row))
                .optional();
    }

    int count(long principal) {
        return jdbc.sql("SELECT count(*) FROM access.credential WHERE principal_id = ? AND revoked_at IS NULL")
                .param(principal)
                .query(Integer.class)
                .single();
    }

    void setDisabled(long id, boolean disabled) {
        jdbc.sql("UPDATE access.credential SET disabled_at = CASE WHEN ? THEN now() END WHERE id = ?")
                .params(disabled, id)
                .update();
    }

    void revoke(long id) {
        jdbc.sql("UPDATE access.credential SET revoked_at = now() WHERE id = ?")
                .param(id)
                .update();
        jdbc.sql("DELETE FROM access.credential_secret WHERE credential_id = ?")
                .param(id)
                .update();
    }

    int revokeAll(long principal) {
        jdbc.sql("DELETE FROM access.credential_secret WHERE credential_id IN"
                        + " (SELECT id FROM access.credential WHERE principal_id = ?)")
                .param(principal)
                .update();
        return jdbc.sql("UPDATE access.credential SET revoked_at = now() WHERE principal_id = ? AND revoked_at IS NULL")
                .param(principal)
                .update();
    }

    void used(Collection<Use> uses) {
        for (Use use : uses) {
            jdbc.sql("""
                            UPDATE access.credential SET last_used_at = :at, last_used_address = :address
                            WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :at)
                            """)
                    .param("at", use.at().atOffset(ZoneOffset.UTC))
                    .param("address", use.address())
                    .param("id", use.credentialId())
                    .update();
        }
    }

    private static Credential credential(ResultSet row) throws SQLException {
        return new Credential(
                row.getLong("id"),
                row.getString("name"),
                scope(row),
                texts(row.getArray("places")),
                texts(row.getArray("hints")),
                Credential.State.valueOf(row.getString("state")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("expires_at", OffsetDateTime.class)),
                instant(row.getObject("last_used_at", OffsetDateTime.class)),
                Optional.ofNullable(row.getString("last_used_address")));
    }

    private static CredentialScope scope(ResultSet row) throws SQLException {
        Set<Right> rights =
                texts(row.getArray("rights")).stream().map(Right::valueOf).collect(Collectors.toSet());
        return new CredentialScope(
                rights,
                new TagPatterns(texts(row.getArray("tag_patterns"))),
                longs(row.getArray("namespace_ids")),
                longs(row.getArray("repository_ids")));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Set<Long> longs(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray()).collect(Collectors.toSet());
    }

    private static Long[] array(Set<Long> ids) {
        return ids.stream().sorted().toArray(Long[]::new);
    }
}
