package io.slipway.access;

import io.slipway.accounts.Role;
import io.slipway.content.RepositoryState;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// All facts that decide about a name, in one statement: the namespace, the repository, and what somebody holds there.
@Component
class StandingSql {

    /// @param namespaceId the namespace in which the name lies, if there is one
    /// @param old         the repository was found by a former name
    /// @param wide        the highest role on the whole namespace
    /// @param here        the highest role on the repository, from whatever reason
    /// @param creating    may make repositories in the namespace as one of its members
    record Facts(
            RepositoryName asked,
            Optional<Long> namespaceId,
            Optional<RepositoryState> state,
            boolean old,
            Role wide,
            Role here,
            boolean creating) {}

    /// @param wide namespaces of which somebody may read everything
    /// @param single repositories that somebody may read besides
    record Readable(List<Long> wide, List<Long> single) {}

    /// Each place asked for by itself, so that its index finds a grant by everything that is known of it.
    private static final String FACTS = """
            SELECT a.name AS asked, n.id AS home, r.*, r.name IS DISTINCT FROM a.name AS old,
                coalesce(h.wide, 0) AS wide, coalesce(h.here, 0) AS here,
                coalesce(h.member AND o.members_create, false) AS creating
            FROM unnest(:names) AS a(name)
            LEFT JOIN accounts.namespace n ON n.name = split_part(a.name, '/', 1) AND n.deleted_at IS NULL
            LEFT JOIN accounts.organisation o ON o.namespace_id = n.id
            LEFT JOIN LATERAL (
                SELECT id, name, namespace_id, visibility, access_version, hidden, created_by, created_at
                FROM content.repository WHERE name = a.name AND deleted_at IS NULL
                UNION ALL
                SELECT s.id, s.name, s.namespace_id, s.visibility, s.access_version, s.hidden, s.created_by, s.created_at
                FROM content.repository_alias x JOIN content.repository s ON s.id = x.repository_id
                WHERE x.name = a.name AND s.deleted_at IS NULL
                LIMIT 1) r ON true
            LEFT JOIN LATERAL (
                SELECT max(role) FILTER (WHERE namespace_id = n.id AND repository_id IS NULL) AS wide,
                    max(role) FILTER (WHERE namespace_id = r.namespace_id) AS here,
                    bool_or(reason IN ('OWNER', 'MEMBER')) FILTER (WHERE namespace_id = n.id) AS member
                FROM (
                    SELECT * FROM access.holding
                    WHERE principal_id = :principal AND namespace_id = n.id AND repository_id IS NULL
                    UNION ALL
                    SELECT * FROM access.holding
                    WHERE principal_id = :principal AND namespace_id = r.namespace_id AND repository_id = r.id
                    UNION ALL
                    SELECT * FROM access.holding
                    WHERE principal_id = :principal AND namespace_id = r.namespace_id AND repository_id IS NULL
                        AND r.namespace_id IS DISTINCT FROM n.id) found) h ON true
            """;

    private final JdbcClient jdbc;

    StandingSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Facts> facts(long principal, Collection<RepositoryName> names) {
        return jdbc.sql(FACTS)
                .param("names", names.stream().map(RepositoryName::value).toArray(String[]::new))
                .param("principal", principal)
                .query((row, _) -> facts(row))
                .list();
    }

    /// The highest role on the whole namespace; members of an organisation without one may see it, too.
    Optional<Role> onNamespace(long principal, long namespaceId) {
        return jdbc.sql("""
                        SELECT max(role) FROM access.holding
                        WHERE principal_id = :principal AND namespace_id = :namespaceId AND repository_id IS NULL
                        """)
                .param("principal", principal)
                .param("namespaceId", namespaceId)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                .single()
                .map(StandingSql::role);
    }

    /// Namespaces in which somebody is anything.
    List<String> homes(long principal) {
        return jdbc.sql("""
                        SELECT name FROM accounts.namespace WHERE deleted_at IS NULL AND id IN (
                            SELECT namespace_id FROM access.holding WHERE principal_id = ? AND repository_id IS NULL)
                        ORDER BY name LIMIT 1000
                        """)
                .param(principal)
                .query((row, _) -> row.getString("name"))
                .list();
    }

    Readable readable(long principal) {
        return jdbc.sql("""
                        SELECT coalesce(array_agg(DISTINCT namespace_id) FILTER (WHERE repository_id IS NULL), '{}'),
                            coalesce(array_agg(DISTINCT repository_id) FILTER (WHERE repository_id IS NOT NULL), '{}')
                        FROM access.holding WHERE principal_id = ? AND role > 0
                        """)
                .param(principal)
                .query((row, _) -> new Readable(longs(row, 1), longs(row, 2)))
                .single();
    }

    /// Which of these repositories lie in one of these namespaces.
    List<Long> within(Collection<Long> repositories, Collection<Long> namespaces) {
        return jdbc.sql("SELECT id FROM content.repository WHERE id = ANY (?) AND namespace_id = ANY (?)")
                .params(repositories.toArray(Long[]::new), namespaces.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    static Role role(int level) {
        return Role.values()[level];
    }

    private static List<Long> longs(ResultSet row, int column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }

    private static Facts facts(ResultSet row) throws SQLException {
        Optional<RepositoryState> state = state(row);
        return new Facts(
                new RepositoryName(row.getString("asked")),
                Optional.ofNullable(row.getObject("home", Long.class)),
                state,
                state.isPresent() && row.getBoolean("old"),
                role(row.getInt("wide")),
                role(row.getInt("here")),
                row.getBoolean("creating"));
    }

    private static Optional<RepositoryState> state(ResultSet row) throws SQLException {
        Long id = row.getObject("id", Long.class);
        return id == null
                ? Optional.empty()
                : Optional.of(new RepositoryState(
                        id,
                        new RepositoryName(row.getString("name")),
                        row.getLong("namespace_id"),
                        Visibility.valueOf(row.getString("visibility")),
                        row.getInt("access_version"),
                        row.getBoolean("hidden"),
                        row.getLong("created_by"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()));
    }
}
