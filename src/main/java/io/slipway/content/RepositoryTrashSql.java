package io.slipway.content;

import io.slipway.oci.RepositoryName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RepositoryTrashSql {

    private static final String WITHIN = "r.deleted_at > now() - make_interval(secs => :window)";

    private final JdbcClient jdbc;
    private final TrashSettings settings;

    RepositoryTrashSql(JdbcClient jdbc, TrashSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// The last deleted first; without those that never had a manifest.
    List<TrashedRepository> page(long namespaceId, TagEventPosition last, int limit) {
        return jdbc.sql("""
                        SELECT x.*, x.deleted_at + make_interval(secs => :window) AS until, %s,
                            EXISTS (SELECT FROM content.repository o
                                WHERE o.name = x.called AND o.deleted_at IS NULL) AS taken,
                            (SELECT count(*) FROM content.tag t WHERE t.repository_id = x.id) AS tags,
                            COALESCE((SELECT s.bytes FROM content.repository_size s
                                WHERE s.repository_id = x.id), 0) AS bytes
                        FROM (SELECT r.id, r.deleted_at, r.deleted_by,
                                n.name || substr(r.name, strpos(r.name, '/')) AS called
                            FROM content.repository r JOIN accounts.namespace n ON n.id = r.namespace_id
                            WHERE r.namespace_id = :namespaceId AND NOT r.hidden AND %s
                                AND (r.deleted_at, r.id) < (:at, :id)
                            ORDER BY r.deleted_at DESC, r.id DESC LIMIT :limit) x
                        ORDER BY x.deleted_at DESC, x.id DESC
                        """.formatted(TagListSql.AUTHOR.replace("who", "x.deleted_by"), WITHIN))
                .param("namespaceId", namespaceId)
                .param("window", settings.seconds())
                .param("at", last.at().atOffset(ZoneOffset.UTC))
                .param("id", last.id())
                .param("limit", limit)
                .query((row, _) -> trashed(row))
                .list();
    }

    /// What it would be called, locked against what restores or purges it meanwhile.
    Optional<RepositoryName> lock(long namespaceId, long id) {
        return jdbc.sql("""
                        SELECT n.name || substr(r.name, strpos(r.name, '/')) AS called FROM (
                            SELECT * FROM content.repository
                            WHERE id = :id AND namespace_id = :namespaceId OFFSET 0 FOR NO KEY UPDATE) r
                        JOIN accounts.namespace n ON n.id = r.namespace_id
                        WHERE NOT r.hidden AND %s
                        """.formatted(WITHIN))
                .param("id", id)
                .param("namespaceId", namespaceId)
                .param("window", settings.seconds())
                .query((row, _) -> new RepositoryName(row.getString("called")))
                .optional();
    }

    void restore(long id, RepositoryName name) {
        jdbc.sql("""
                        UPDATE content.repository SET name = :name, deleted_at = NULL, deleted_by = NULL,
                            access_version = access_version + 1
                        WHERE id = :id
                        """).param("name", name.value()).param("id", id).update();
    }

    /// What went together with the namespace, whose name it has again.
    List<RepositoryName> restoreAll(long namespaceId, OffsetDateTime deletedAt) {
        return jdbc.sql("""
                        UPDATE content.repository SET deleted_at = NULL, deleted_by = NULL,
                            access_version = access_version + 1
                        WHERE namespace_id = :id AND deleted_at = :at RETURNING name
                        """)
                .param("id", namespaceId)
                .param("at", deletedAt)
                .query((row, _) -> new RepositoryName(row.getString("name")))
                .list();
    }

    private static TrashedRepository trashed(ResultSet row) throws SQLException {
        return new TrashedRepository(
                row.getLong("id"),
                new RepositoryName(row.getString("called")),
                row.getBoolean("taken"),
                row.getLong("tags"),
                row.getLong("bytes"),
                row.getObject("deleted_at", OffsetDateTime.class).toInstant(),
                TagListSql.author(row),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }
}
