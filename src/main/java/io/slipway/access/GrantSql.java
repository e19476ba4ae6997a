package io.slipway.access;

import io.slipway.access.Grantee.Kind;
import io.slipway.accounts.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class GrantSql {

    /// Where a grant holds.
    ///
    /// @param repositoryId empty for the whole namespace
    record Place(long namespaceId, Optional<Long> repositoryId) {}

    private static final String NAMED = """
            SELECT CASE WHEN g.team_id IS NULL THEN p.kind ELSE 'TEAM' END AS kind,
                coalesce(g.team_id, g.principal_id) AS grantee_id, coalesce(t.name, n.name) AS name, g.role,
            """;

    private static final String NAMES = """
            LEFT JOIN accounts.principal p ON p.id = g.principal_id
            LEFT JOIN accounts.principal_name n ON n.principal_id = g.principal_id
            LEFT JOIN accounts.team t ON t.id = g.team_id
            """;

    private final JdbcClient jdbc;

    GrantSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(Place place, Grantee grantee, Role role, long by) {
        jdbc.sql("""
                        INSERT INTO access.grant (namespace_id, repository_id, principal_id, team_id, role, created_by)
                        VALUES (:namespace, :repository, :principal, :team, :role, :by)
                        ON CONFLICT (namespace_id, repository_id, principal_id, team_id)
                        DO UPDATE SET role = excluded.role, created_by = excluded.created_by, created_at = now()
                        """)
                .param("namespace", place.namespaceId())
                .param("repository", repository(place))
                .param("principal", principal(grantee))
                .param("team", team(grantee))
                .param("role", role.ordinal())
                .param("by", by)
                .update();
    }

    boolean delete(Place place, Grantee grantee) {
        return jdbc.sql("""
                        DELETE FROM access.grant
                        WHERE namespace_id = :namespace AND repository_id IS NOT DISTINCT FROM :repository::bigint
                            AND principal_id IS NOT DISTINCT FROM :principal::bigint
                            AND team_id IS NOT DISTINCT FROM :team::bigint
                        """)
                        .param("namespace", place.namespaceId())
                        .param("repository", repository(place))
                        .param("principal", principal(grantee))
                        .param("team", team(grantee))
                        .update()
                > 0;
    }

    List<Grant> list(Place place) {
        return jdbc.sql(NAMED + "g.created_at, c.name AS by FROM access.grant g " + NAMES + """
                        LEFT JOIN accounts.principal_name c ON c.principal_id = g.created_by
                        WHERE g.namespace_id = :namespace AND g.repository_id IS NOT DISTINCT FROM :repository::bigint
                        ORDER BY kind, name
                        """)
                .param("namespace", place.namespaceId())
                .param("repository", repository(place))
                .query((row, _) -> new Grant(
                        grantee(row),
                        role(row),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("by")))
                .list();
    }

    /// What a new repository starts with: its maker is its administrator, and the namespace's default grants hold.
    void start(long repositoryId, long namespaceId, long maker) {
        jdbc.sql("""
                        INSERT INTO access.grant (namespace_id, repository_id, principal_id, team_id, role, created_by)
                        SELECT :namespace, :repository, d.principal_id, d.team_id, max(d.role), :maker
                        FROM (SELECT principal_id, team_id, role FROM access.default_grant
                            WHERE namespace_id = :namespace
                            UNION ALL SELECT :maker, NULL, 4) d
                        GROUP BY d.principal_id, d.team_id
                        ON CONFLICT DO NOTHING
                        """)
                .param("namespace", namespaceId)
                .param("repository", repositoryId)
                .param("maker", maker)
                .update();
    }

    /// The repository belongs to another namespace now: roles of teams and robots stay behind.
    void move(long repositoryId, long namespaceId) {
        jdbc.sql("""
                        DELETE FROM access.grant g WHERE g.repository_id = ?
                            AND (g.team_id IS NOT NULL
                                OR EXISTS (SELECT FROM accounts.robot r WHERE r.principal_id = g.principal_id))
                        """).param(repositoryId).update();
        jdbc.sql("UPDATE access.grant SET namespace_id = ? WHERE repository_id = ?")
                .params(namespaceId, repositoryId)
                .update();
    }

    /// For a namespace that can be restored that long; what went before that is forgotten.
    void keep(long namespaceId, Duration window) {
        jdbc.sql("DELETE FROM access.grant_trash WHERE deleted_at <= now() - make_interval(secs => ?)")
                .param(window.toMillis() / 1000.0)
                .update();
        jdbc.sql("""
                        INSERT INTO access.grant_trash (namespace_id, grants, default_grants)
                        SELECT :id,
                            COALESCE((SELECT jsonb_agg(to_jsonb(g)) FROM access.grant g
                                WHERE g.namespace_id = :id), '[]'),
                            COALESCE((SELECT jsonb_agg(to_jsonb(d)) FROM access.default_grant d
                                WHERE d.namespace_id = :id), '[]')
                        ON CONFLICT (namespace_id) DO UPDATE SET deleted_at = now(), grants = excluded.grants,
                            default_grants = excluded.default_grants
                        """).param("id", namespaceId).update();
    }

    /// Those of people and teams that are here again; robots do not come back.
    void restore(long namespaceId) {
        jdbc.sql("""
                        INSERT INTO access.grant (
                            namespace_id, repository_id, principal_id, team_id, role, created_by, created_at)
                        SELECT g.namespace_id, g.repository_id, g.principal_id, g.team_id, g.role, g.created_by,
                            g.created_at
                        FROM access.grant_trash t
                        CROSS JOIN LATERAL jsonb_populate_recordset(CAST(NULL AS access.grant), t.grants) g
                        LEFT JOIN content.repository r ON r.id = g.repository_id
                        LEFT JOIN accounts.app_user u ON u.principal_id = g.principal_id AND u.deleted_at IS NULL
                        LEFT JOIN accounts.team m ON m.id = g.team_id
                        WHERE t.namespace_id = :id AND num_nonnulls(u.principal_id, m.id) = 1
                            AND (g.repository_id IS NULL OR r.namespace_id = :id)
                        ON CONFLICT DO NOTHING
                        """).param("id", namespaceId).update();
        jdbc.sql("""
                        INSERT INTO access.default_grant (namespace_id, principal_id, team_id, role)
                        SELECT d.namespace_id, d.principal_id, d.team_id, d.role
                        FROM access.grant_trash t
                        CROSS JOIN LATERAL jsonb_populate_recordset(
                            CAST(NULL AS access.default_grant), t.default_grants) d
                        LEFT JOIN accounts.app_user u ON u.principal_id = d.principal_id AND u.deleted_at IS NULL
                        LEFT JOIN accounts.team m ON m.id = d.team_id
                        WHERE t.namespace_id = :id AND num_nonnulls(u.principal_id, m.id) = 1
                        ON CONFLICT DO NOTHING
                        """).param("id", namespaceId).update();
        jdbc.sql("DELETE FROM access.grant_trash WHERE namespace_id = ?")
                .param(namespaceId)
                .update();
    }

    void deleteIn(long namespaceId) {
        jdbc.sql("DELETE FROM access.grant WHERE namespace_id = ?")
                .param(namespaceId)
                .update();
        jdbc.sql("DELETE FROM access.default_grant WHERE namespace_id = ?")
                .param(namespaceId)
                .update();
    }

    void deleteOf(long principal) {
        jdbc.sql("DELETE FROM access.grant WHERE principal_id = ?")
                .param(principal)
                .update();
        jdbc.sql("DELETE FROM access.default_grant WHERE principal_id = ?")
                .param(principal)
                .update();
    }

    void putDefault(long namespaceId, Grantee grantee, Role role) {
        jdbc.sql("""
                        INSERT INTO access.default_grant (namespace_id, principal_id, team_id, role)
                        VALUES (:namespace, :principal, :team, :role)
                        ON CONFLICT (namespace_id, principal_id, team_id) DO UPDATE SET role = excluded.role
                        """)
                .param("namespace", namespaceId)
                .param("principal", principal(grantee))
                .param("team", team(grantee))
                .param("role", role.ordinal())
                .update();
    }

    boolean deleteDefault(long namespaceId, Grantee grantee) {
        return jdbc.sql("""
                        DELETE FROM access.default_grant
                        WHERE namespace_id = :namespace AND principal_id IS NOT DISTINCT FROM :principal::bigint
                            AND team_id IS NOT DISTINCT FROM :team::bigint
                        """)
                        .param("namespace", namespaceId)
                        .param("principal", principal(grantee))
                        .param("team", team(grantee))
                        .update()
                > 0;
    }

    List<DefaultGrant> defaults(long namespaceId) {
        return jdbc.sql(NAMED + "g.id FROM access.default_grant g " + NAMES
                        + "WHERE g.namespace_id = :namespace ORDER BY kind, name")
                .param("namespace", namespaceId)
                .query((row, _) -> new DefaultGrant(grantee(row), role(row)))
                .list();
    }

    static Grantee grantee(ResultSet row) throws SQLException {
        return new Grantee(Kind.valueOf(row.getString("kind")), row.getLong("grantee_id"), row.getString("name"));
    }

    private static Role role(ResultSet row) throws SQLException {
        return StandingSql.role(row.getInt("role"));
    }

    private static @Nullable Long repository(Place place) {
        return place.repositoryId().orElse(null);
    }

    private static @Nullable Long principal(Grantee grantee) {
        return grantee.kind() == Kind.TEAM ? null : grantee.id();
    }

    private static @Nullable Long team(Grantee grantee) {
        return grantee.kind() == Kind.TEAM ? grantee.id() : null;
    }
}
