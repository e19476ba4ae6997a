package io.slipway.content;

import io.slipway.oci.RepositoryName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RepositorySql {

    static final String STATE = """
            SELECT id, name, namespace_id, visibility, access_version, hidden, created_by, created_at
            FROM content.repository
            """;

    private static final String SUMMARY = """
            SELECT r.name, r.visibility, r.description,
                EXISTS (SELECT FROM accounts.organisation o WHERE o.namespace_id = r.namespace_id) AS organisation,
                (SELECT count(*) FROM content.tag t WHERE t.repository_id = r.id) AS tags,
                (SELECT max(m.pushed_at) FROM content.live_manifest m WHERE m.repository_id = r.id) AS last_push,
                (SELECT count(*) FROM content.star s
                    CROSS JOIN LATERAL (
                        SELECT * FROM accounts.app_user WHERE principal_id = s.principal_id OFFSET 0) u
                    WHERE s.repository_id = r.id AND u.deleted_at IS NULL) AS stars
            FROM\s""";

    /// A page of names, taken from each reason to be shown in order: what is not shown is not passed over.
    private static final String SHOWN = """
            SELECT id, name FROM (
                (SELECT id, name FROM content.repository
                WHERE :all AND deleted_at IS NULL AND NOT hidden AND name > :last ORDER BY name LIMIT :limit)
                UNION
                (SELECT home.id, home.name FROM unnest(:namespaces) AS wide(id) CROSS JOIN LATERAL (
                    SELECT id, name FROM content.repository
                    WHERE namespace_id = wide.id AND deleted_at IS NULL AND NOT hidden AND name > :last
                    ORDER BY name LIMIT :limit) home)
                UNION
                (SELECT id, name FROM (
                    SELECT * FROM content.repository WHERE id = ANY (:repositories) OFFSET 0) single
                WHERE deleted_at IS NULL AND NOT hidden AND name > :last)
                UNION
                (SELECT id, name FROM content.repository
                WHERE :publicOnes AND visibility = 'PUBLIC' AND deleted_at IS NULL AND NOT hidden AND name > :last
                ORDER BY name LIMIT :limit)) AS reasons
            ORDER BY name LIMIT :limit
            """;

    private static final String SUMMARIES =
            SUMMARY + "content.repository r JOIN (" + SHOWN + ") AS shown ON shown.id = r.id ORDER BY r.name";

    private final JdbcClient jdbc;

    RepositorySql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<RepositoryState> find(RepositoryName name) {
        return jdbc.sql(STATE + "WHERE name = :name AND deleted_at IS NULL")
                .param("name", name.value())
                .query((row, _) -> state(row))
                .optional();
    }

    List<RepositoryState> list(Collection<RepositoryName> names) {
        return jdbc.sql(STATE + "WHERE name = ANY (:names) AND deleted_at IS NULL")
                .param("names", names.stream().map(RepositoryName::value).toArray(String[]::new))
                .query((row, _) -> state(row))
                .list();
    }

    int countHidden(long createdBy) {
        return jdbc.sql("""
                        SELECT count(*) FROM content.repository
                        WHERE created_by = :createdBy AND hidden AND deleted_at IS NULL
                        """).param("createdBy", createdBy).query(Integer.class).single();
    }

    void insertHidden(RepositoryName name, long namespaceId, long createdBy) {
        jdbc.sql("""
                        WITH made AS (
                            INSERT INTO content.repository (namespace_id, name, created_by, hidden)
                            VALUES (:namespaceId, :name, :createdBy, true)
                            ON CONFLICT (name) WHERE deleted_at IS NULL DO NOTHING
                            RETURNING id),
                        counted AS (
                            INSERT INTO content.repository_pulls (repository_id) SELECT id FROM made)
                        INSERT INTO content.repository_activity (repository_id) SELECT id FROM made
                        """)
                .param("namespaceId", namespaceId)
                .param("name", name.value())
                .param("createdBy", createdBy)
                .update();
    }

    List<RepositoryName> page(Visible visible, String last, int limit) {
        return shown(SHOWN, visible, last, limit)
                .query((row, _) -> new RepositoryName(row.getString("name")))
                .list();
    }

    List<RepositorySummary> summaries(Visible visible, String last, int limit) {
        return shown(SUMMARIES, visible, last, limit)
                .query((row, _) -> summary(row))
                .list();
    }

    /// In no order.
    List<RepositorySummary> summaries(Collection<Long> ids) {
        return jdbc.sql(SUMMARY + "(SELECT * FROM content.repository WHERE id = ANY (:ids) OFFSET 0) r"
                        + " WHERE r.deleted_at IS NULL AND NOT r.hidden")
                .param("ids", ids.toArray(Long[]::new))
                .query((row, _) -> summary(row))
                .list();
    }

    Optional<RepositorySummary> summary(long repositoryId) {
        return jdbc.sql(SUMMARY + "content.repository r WHERE r.id = :id AND r.deleted_at IS NULL")
                .param("id", repositoryId)
                .query((row, _) -> summary(row))
                .optional();
    }

    /// Pushes wait, too: they ask for what it is.
    void lock(long repositoryId) {
        jdbc.sql("SELECT id FROM content.repository WHERE id = ? AND deleted_at IS NULL FOR NO KEY UPDATE")
                .param(repositoryId)
                .query(Long.class)
                .optional();
    }

    void setVisibility(long repositoryId, Visibility visibility) {
        jdbc.sql("""
                        UPDATE content.repository SET visibility = :visibility, access_version = access_version + 1
                        WHERE id = :id AND visibility <> :visibility
                        """)
                .param("id", repositoryId)
                .param("visibility", visibility.name())
                .update();
    }

    int describe(long repositoryId, String description) {
        return jdbc.sql("""
                        UPDATE content.repository SET description = :description
                        WHERE id = :id AND description <> :description
                        """)
                .param("id", repositoryId)
                .param("description", description)
                .update();
    }

    int show(long repositoryId) {
        return jdbc.sql("UPDATE content.repository SET hidden = false WHERE id = ? AND hidden")
                .param(repositoryId)
                .update();
    }

    List<RepositoryState> in(long namespaceId) {
        return jdbc.sql(STATE + "WHERE namespace_id = ? AND deleted_at IS NULL ORDER BY name")
                .param(namespaceId)
                .query((row, _) -> state(row))
                .list();
    }

    private JdbcClient.StatementSpec shown(String statement, Visible visible, String last, int limit) {
        return jdbc.sql(statement)
                .param("all", visible.all())
                .param("namespaces", visible.namespaceArray())
                .param("repositories", visible.repositoryArray())
                .param("publicOnes", visible.publicOnes() && !visible.all())
                .param("last", last)
                .param("limit", limit);
    }

    static RepositoryState state(ResultSet row) throws SQLException {
        return new RepositoryState(
                row.getLong("id"),
                new RepositoryName(row.getString("name")),
                row.getLong("namespace_id"),
                Visibility.valueOf(row.getString("visibility")),
                row.getInt("access_version"),
                row.getBoolean("hidden"),
                row.getLong("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static RepositorySummary summary(ResultSet row) throws SQLException {
        return new RepositorySummary(
                new RepositoryName(row.getString("name")),
                Visibility.valueOf(row.getString("visibility")),
                row.getString("description"),
                row.getBoolean("organisation"),
                row.getLong("tags"),
                Optional.ofNullable(row.getObject("last_push", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getLong("stars"));
    }
}
