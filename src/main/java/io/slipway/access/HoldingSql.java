package io.slipway.access;

import io.slipway.access.Grantee.Kind;
import io.slipway.access.Holding.Reason;
import io.slipway.access.Holding.Why;
import io.slipway.accounts.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/// The reasons behind the decisions, from the view that decides.
@Component
class HoldingSql {

    private record Row(String name, Kind kind, Reason reason) {}

    private static final String WHY = """
            CASE WHEN h.reason = 'GRANT' AND h.repository_id IS NULL THEN 'NAMESPACE_GRANT' ELSE h.reason END AS why
            """;

    private final JdbcClient jdbc;

    HoldingSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Who holds a role in the repository and can act, by name after `last`.
    List<Holding> in(long namespaceId, long repositoryId, String last, int limit) {
        return collect(here("""
                        SELECT DISTINCT n.name, n.principal_id FROM here
                        JOIN accounts.principal_name n ON n.principal_id = here.principal_id
                        LEFT JOIN accounts.app_user u ON u.principal_id = here.principal_id
                        LEFT JOIN accounts.robot b ON b.principal_id = here.principal_id
                        WHERE n.name > :last AND u.disabled_at IS NULL AND b.disabled_at IS NULL
                            AND u.deleted_at IS NULL AND b.deleted_at IS NULL
                        ORDER BY n.name LIMIT :limit
                        """)
                .param("namespace", namespaceId)
                .param("repository", repositoryId)
                .param("last", last)
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list());
    }

    /// The same of one principal.
    Optional<Holding> in(long namespaceId, long repositoryId, long principal) {
        return collect(here("""
                        SELECT n.name, n.principal_id FROM accounts.principal_name n WHERE n.principal_id = :principal
                        """)
                        .param("namespace", namespaceId)
                        .param("repository", repositoryId)
                        .param("principal", principal)
                        .query((row, _) -> row(row))
                        .list())
                .stream()
                .findFirst();
    }

    /// In which repositories a principal holds a role, by name after `last`.
    List<Holding> of(long principal, String last, int limit) {
        return collect(jdbc.sql("""
                        WITH held AS MATERIALIZED (
                            SELECT h.* FROM access.holding h WHERE h.principal_id = :principal AND h.role > 0),
                        shown AS (
                            SELECT DISTINCT r.id, r.name, r.namespace_id FROM held h
                            JOIN content.repository r ON r.namespace_id = h.namespace_id
                                AND (h.repository_id IS NULL OR h.repository_id = r.id)
                            WHERE r.deleted_at IS NULL AND NOT r.hidden AND r.name > :last
                            ORDER BY r.name LIMIT :limit)
                        SELECT s.name, 'USER' AS kind, h.role, t.name AS team,
                        """ + WHY + """
                        FROM shown s JOIN held h ON h.namespace_id = s.namespace_id
                            AND (h.repository_id IS NULL OR h.repository_id = s.id)
                        LEFT JOIN accounts.team t ON t.id = h.team_id
                        ORDER BY s.name, h.role DESC
                        """)
                .param("principal", principal)
                .param("last", last)
                .param("limit", limit)
                .query((row, _) -> row(row))
                .list());
    }

    /// @param shown names and principals
    private StatementSpec here(String shown) {
        return jdbc.sql("""
                WITH here AS (
                    SELECT h.principal_id, h.role, h.reason, h.repository_id, h.team_id FROM access.holding h
                    WHERE h.namespace_id = :namespace AND h.role > 0 AND h.repository_id IS NULL
                    UNION ALL
                    SELECT h.principal_id, h.role, h.reason, h.repository_id, h.team_id FROM access.holding h
                    WHERE h.namespace_id = :namespace AND h.role > 0 AND h.repository_id = :repository
                    UNION ALL
                    SELECT u.principal_id, 4, 'SITE', NULL, NULL FROM accounts.app_user u
                    WHERE u.administrator AND u.deleted_at IS NULL),
                shown AS (
                """ + shown + """
                )
                SELECT s.name, p.kind, h.role, t.name AS team,
                """ + WHY + """
                FROM shown s JOIN here h ON h.principal_id = s.principal_id
                JOIN accounts.principal p ON p.id = s.principal_id
                LEFT JOIN accounts.team t ON t.id = h.team_id
                ORDER BY s.name COLLATE "C", h.role DESC
                """);
    }

    private static Row row(ResultSet row) throws SQLException {
        Role role = StandingSql.role(row.getInt("role"));
        String team = Objects.requireNonNullElse(row.getString("team"), "");
        return new Row(
                row.getString("name"),
                Kind.valueOf(row.getString("kind")),
                new Reason(Why.valueOf(row.getString("why")), role, team));
    }

    private static List<Holding> collect(List<Row> rows) {
        Map<String, List<Row>> byName = new LinkedHashMap<>();
        rows.forEach(row ->
                byName.computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row));
        return byName.values().stream().map(HoldingSql::holding).toList();
    }

    private static Holding holding(List<Row> rows) {
        List<Reason> reasons = rows.stream()
                .map(Row::reason)
                .sorted(Comparator.comparing(Reason::role).reversed())
                .toList();
        Row first = rows.getFirst();
        return new Holding(first.name(), first.kind(), reasons.getFirst().role(), reasons);
    }
}
