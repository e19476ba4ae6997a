package io.slipway.content;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds repositories. What somebody may not see is left out where rows are found, see docs/adr/0012; each source
/// leaves its table one sensible index, see docs/adr/0007.
@Component
class SearchSql {

    /// For statements with a repository `r`.
    static final String VISIBLE = """
            r.deleted_at IS NULL AND NOT r.hidden AND (:all OR :publicOnes AND r.visibility = 'PUBLIC'
                OR r.namespace_id = ANY (:namespaces) OR r.id = ANY (:repositories))
            """;

    private static final String MATCHING = "AND r.name > :start AND r.name < :end"
            + " AND (:visibility = '' OR r.visibility = :visibility)"
            + " AND r.name || ' ' || lower(r.description) LIKE ALL (string_to_array(lower(:patterns), E'\\n'))";

    /// A scalar, which is asked for by its key, and only of what matches otherwise.
    private static final String HAVING = """
             AND (SELECT c.facets FROM content.repository_content c WHERE c.repository_id = r.id)
                @> CAST(:facets AS text[])
            """;

    private static final String HELD = """
            SELECT held.* FROM (
                SELECT repository_id FROM content.repository_content
                WHERE facets @> CAST(:facets AS text[]) OFFSET 0) c
            CROSS JOIN LATERAL (SELECT * FROM content.repository WHERE id = c.repository_id OFFSET 0) held
            """;

    private static final String EVERYTHING = "SELECT * FROM content.repository WHERE deleted_at IS NULL OFFSET 0";

    private static final String EVERYTHING_INDEXED = "SELECT * FROM content.repository"
            + " WHERE name || ' ' || lower(description) LIKE lower(:indexed) OFFSET 0";

    private static final String IN_NAMESPACE =
            "SELECT * FROM content.repository" + " WHERE name > :start AND name < :end AND deleted_at IS NULL OFFSET 0";

    private static final String STARRED = """
            SELECT kept.* FROM content.star s
            CROSS JOIN LATERAL (SELECT * FROM content.repository WHERE id = s.repository_id OFFSET 0) kept
            WHERE s.principal_id = :starredBy
            """;

    private static final String PLACES = """
            (SELECT home.* FROM unnest(:namespaces) AS wide(id) CROSS JOIN LATERAL (
                SELECT * FROM content.repository WHERE namespace_id = wide.id AND deleted_at IS NULL OFFSET 0) home)
            UNION ALL
            (SELECT single.* FROM (SELECT * FROM content.repository WHERE id = ANY (:repositories) OFFSET 0) single
            WHERE namespace_id <> ALL (:namespaces))
            UNION ALL
            (SELECT open.* FROM (%s) open
            WHERE :publicOnes AND namespace_id <> ALL (:namespaces) AND id <> ALL (:repositories))
            """;

    private static final String PUBLIC = "SELECT * FROM content.repository"
            + " WHERE visibility = 'PUBLIC' AND NOT hidden AND deleted_at IS NULL OFFSET 0";

    private static final String PUBLIC_INDEXED = "SELECT * FROM content.repository"
            + " WHERE visibility = 'PUBLIC' AND lower(description) || ' ' || name LIKE lower(:indexed) OFFSET 0";

    private static final String GATHERED = """
            SELECT r.id, r.name, r.visibility, COALESCE(
                (SELECT a.active_at FROM content.repository_activity a WHERE a.repository_id = r.id),
                r.created_at) AS active_at, %s AS pulls
            FROM (%s) r WHERE\s""" + VISIBLE + MATCHING + "%s LIMIT :limit";

    private static final String BY_NAME = """
            SELECT r.id, r.name, r.visibility, r.created_at AS active_at, 0 AS pulls FROM content.repository r
            WHERE r.name > :last AND\s""" + VISIBLE + MATCHING + "%s ORDER BY r.name LIMIT :limit";

    private static final String NEWEST =
            """
            SELECT r.id, r.name, r.visibility, a.active_at, 0 AS pulls FROM content.repository_activity a
            CROSS JOIN LATERAL (SELECT * FROM content.repository WHERE id = a.repository_id OFFSET 0) r
            WHERE (a.active_at, a.repository_id) < (:at, :id) AND\s""" + VISIBLE + MATCHING + "%s ORDER BY a.active_at DESC, a.repository_id DESC LIMIT :limit";

    private static final String MOST_PULLED =
            """
            SELECT r.id, r.name, r.visibility, r.created_at AS active_at, p.pulls FROM content.repository_pulls p
            CROSS JOIN LATERAL (SELECT * FROM content.repository WHERE id = p.repository_id OFFSET 0) r
            WHERE (p.pulls, p.repository_id) < (:pulls, :id) AND\s""" + VISIBLE + MATCHING + "%s ORDER BY p.pulls DESC, p.repository_id DESC LIMIT :limit";

    /// Asked for only where they order what is found.
    private static final String PULLS =
            "COALESCE((SELECT p.pulls FROM content.repository_pulls p WHERE p.repository_id = r.id), 0)";

    private final JdbcClient jdbc;

    SearchSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Any of those that match, in no order.
    List<Hit> gather(SearchQuery query, int limit) {
        return matching(
                        GATHERED.formatted(
                                query.order() == SearchOrder.PULLS ? PULLS : "0", source(query), having(query)),
                        query)
                .param("limit", limit)
                .query((row, _) -> hit(row))
                .list();
    }

    /// In order, passing over what does not match: for what is found everywhere.
    List<Hit> walk(SearchQuery query, Hit after, int limit) {
        JdbcClient.StatementSpec statement = switch (query.order()) {
            case NAME -> matching(BY_NAME.formatted(having(query)), query).param("last", after.name());
            case NEWEST ->
                matching(NEWEST.formatted(having(query)), query)
                        .param("at", after.activeAt().atOffset(ZoneOffset.UTC))
                        .param("id", after.id());
            case PULLS ->
                matching(MOST_PULLED.formatted(having(query)), query)
                        .param("pulls", after.pulls())
                        .param("id", after.id());
        };
        return statement.param("limit", limit).query((row, _) -> hit(row)).list();
    }

    static JdbcClient.StatementSpec visible(JdbcClient.StatementSpec statement, Visible visible) {
        return statement
                .param("all", visible.all())
                .param("namespaces", visible.namespaceArray())
                .param("repositories", visible.repositoryArray())
                .param("publicOnes", visible.publicOnes());
    }

    private static String source(SearchQuery query) {
        boolean indexed = query.words().indexed().isPresent();
        if (query.filter().starredBy().isPresent()) {
            return STARRED;
        }
        if (query.filter().namespace().isPresent()) {
            return IN_NAMESPACE;
        }
        if (query.visible().all() && query.words().isEmpty() && query.filter().facets().length > 0) {
            return HELD;
        }
        if (query.visible().all()) {
            return indexed ? EVERYTHING_INDEXED : EVERYTHING;
        }
        return PLACES.formatted(indexed ? PUBLIC_INDEXED : PUBLIC);
    }

    /// Nothing where nothing is asked for: the mere possibility makes reading all of them twice as slow.
    private static String having(SearchQuery query) {
        return query.filter().facets().length > 0 ? HAVING : "";
    }

    private JdbcClient.StatementSpec matching(String statement, SearchQuery query) {
        return visible(jdbc.sql(statement), query.visible())
                .param("start", query.filter().start())
                .param("end", query.filter().end())
                .param("visibility", query.filter().visibility().map(Enum::name).orElse(""))
                .param("patterns", query.words().patterns())
                .param("facets", query.filter().facets())
                .param("starredBy", query.filter().starredBy().orElse(0L))
                .param("indexed", query.words().indexed().orElse(""));
    }

    private static Hit hit(ResultSet row) throws SQLException {
        return new Hit(
                row.getLong("id"),
                row.getString("name"),
                Visibility.valueOf(row.getString("visibility")),
                row.getObject("active_at", OffsetDateTime.class).toInstant(),
                row.getLong("pulls"));
    }
}
