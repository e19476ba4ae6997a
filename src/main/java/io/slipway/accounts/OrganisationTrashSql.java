package io.slipway.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class OrganisationTrashSql {

    /// Of what can still be restored.
    private static final String TRASHED = """
            SELECT t.namespace_id, n.name, t.deleted_at, t.deleted_at + make_interval(secs => :window) AS until,
                jsonb_array_length(t.members) AS members,
                COALESCE((SELECT p.name FROM accounts.principal_name p
                    WHERE p.principal_id = t.deleted_by), '') AS by,
                EXISTS (SELECT FROM accounts.namespace o WHERE o.name = n.name AND o.deleted_at IS NULL) AS taken
            FROM accounts.organisation_trash t
            JOIN accounts.namespace n ON n.id = t.namespace_id AND n.deleted_at IS NOT NULL
            WHERE t.deleted_at > now() - make_interval(secs => :window)
            """;

    private final JdbcClient jdbc;

    OrganisationTrashSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What can no longer be restored.
    void forget(Duration window) {
        jdbc.sql("DELETE FROM accounts.organisation_trash WHERE deleted_at <= now() - make_interval(secs => ?)")
                .param(seconds(window))
                .update();
    }

    void keep(long id, long by) {
        jdbc.sql("""
                        INSERT INTO accounts.organisation_trash (namespace_id, deleted_by, members, teams, team_members)
                        SELECT :id, :by,
                            COALESCE((SELECT jsonb_agg(to_jsonb(m)) FROM accounts.member m
                                WHERE m.namespace_id = :id), '[]'),
                            COALESCE((SELECT jsonb_agg(to_jsonb(t)) FROM accounts.team t
                                WHERE t.namespace_id = :id), '[]'),
                            COALESCE((SELECT jsonb_agg(to_jsonb(b)) FROM accounts.team_member b
                                WHERE b.namespace_id = :id), '[]')
                        """).param("id", id).param("by", by).update();
    }

    List<TrashedOrganisation> list(Optional<Long> owner, Duration window, int size) {
        return jdbc.sql(TRASHED + """
                        AND (CAST(:owner AS bigint) IS NULL OR t.members @> jsonb_build_array(
                            jsonb_build_object('principal_id', CAST(:owner AS bigint), 'owner', true)))
                        ORDER BY t.deleted_at DESC LIMIT :size
                        """)
                .param("owner", owner.orElse(null))
                .param("window", seconds(window))
                .param("size", size)
                .query((row, _) -> trashed(row))
                .list();
    }

    Optional<TrashedOrganisation> lock(long id, Duration window) {
        return jdbc.sql(TRASHED + "AND t.namespace_id = :id FOR UPDATE OF t")
                .param("id", id)
                .param("window", seconds(window))
                .query((row, _) -> trashed(row))
                .optional();
    }

    void revive(long id) {
        jdbc.sql("UPDATE accounts.namespace SET deleted_at = NULL WHERE id = ?")
                .param(id)
                .update();
    }

    void restoreMembers(long id, long by) {
        jdbc.sql("""
                        INSERT INTO accounts.member (namespace_id, principal_id, owner, created_at)
                        SELECT m.namespace_id, m.principal_id, m.owner, m.created_at
                        FROM accounts.organisation_trash t
                        CROSS JOIN LATERAL jsonb_populate_recordset(CAST(NULL AS accounts.member), t.members) m
                        JOIN accounts.app_user u ON u.principal_id = m.principal_id AND u.deleted_at IS NULL
                        WHERE t.namespace_id = :id
                        """).param("id", id).update();
        jdbc.sql("""
                        INSERT INTO accounts.member (namespace_id, principal_id, owner)
                        SELECT :id, :by, true WHERE NOT EXISTS (
                            SELECT FROM accounts.member WHERE namespace_id = :id AND owner)
                        ON CONFLICT (namespace_id, principal_id) DO UPDATE SET owner = true
                        """).param("id", id).param("by", by).update();
        jdbc.sql("""
                        INSERT INTO accounts.team (id, namespace_id, name, description, created_at)
                        OVERRIDING SYSTEM VALUE
                        SELECT g.id, g.namespace_id, g.name, g.description, g.created_at
                        FROM accounts.organisation_trash t
                        CROSS JOIN LATERAL jsonb_populate_recordset(CAST(NULL AS accounts.team), t.teams) g
                        WHERE t.namespace_id = :id
                        """).param("id", id).update();
        jdbc.sql("""
                        INSERT INTO accounts.team_member (team_id, namespace_id, principal_id, created_at)
                        SELECT b.team_id, b.namespace_id, b.principal_id, b.created_at
                        FROM accounts.organisation_trash t
                        CROSS JOIN LATERAL jsonb_populate_recordset(
                            CAST(NULL AS accounts.team_member), t.team_members) b
                        JOIN accounts.member m ON m.namespace_id = :id AND m.principal_id = b.principal_id
                        WHERE t.namespace_id = :id
                        """).param("id", id).update();
        jdbc.sql("DELETE FROM accounts.organisation_trash WHERE namespace_id = ?")
                .param(id)
                .update();
    }

    private static double seconds(Duration window) {
        return window.toMillis() / 1000.0;
    }

    private static TrashedOrganisation trashed(ResultSet row) throws SQLException {
        return new TrashedOrganisation(
                row.getLong("namespace_id"),
                row.getString("name"),
                row.getBoolean("taken"),
                row.getLong("members"),
                row.getObject("deleted_at", OffsetDateTime.class).toInstant(),
                row.getString("by"),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }
}
