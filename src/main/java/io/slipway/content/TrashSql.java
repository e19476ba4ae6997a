package io.slipway.content;

import io.slipway.oci.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TrashSql {

    /// A manifest that is here, or was within the window.
    ///
    /// @param deleted whether it was
    record Kept(long id, boolean deleted) {}

    private static final String LOST = """
            SELECT name FROM content.tag_event
            WHERE repository_id = m.repository_id AND at = m.deleted_at AND kind = 'DELETE' AND previous = m.digest
            """;

    private final JdbcClient jdbc;
    private final TrashSettings settings;

    TrashSql(JdbcClient jdbc, TrashSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    Duration window() {
        return settings.window();
    }

    /// Of what can still be restored, the last deleted first.
    List<TrashedManifest> page(long repositoryId, TagEventPosition last, int limit) {
        return jdbc.sql("""
                        SELECT m.id, m.digest, m.media_type, m.deleted_at,
                            m.deleted_at + make_interval(secs => :window) AS until, %s,
                            ARRAY(%s ORDER BY name) AS tags
                        FROM content.manifest m
                        WHERE m.repository_id = :repositoryId AND m.deleted_at > now() - make_interval(secs => :window)
                            AND (m.deleted_at, m.id) < (:at, :id)
                        ORDER BY m.deleted_at DESC, m.id DESC LIMIT :limit
                        """.formatted(TagListSql.AUTHOR.replace("who", "m.deleted_by"), LOST))
                .param("repositoryId", repositoryId)
                .param("window", settings.seconds())
                .param("at", last.at().atOffset(ZoneOffset.UTC))
                .param("id", last.id())
                .param("limit", limit)
                .query((row, _) -> trashed(row))
                .list();
    }

    /// Locks it against what pushes, deletes or collects it meanwhile.
    Optional<Kept> lock(long repositoryId, Digest digest) {
        return jdbc.sql("""
                        SELECT id, deleted_at IS NOT NULL AS deleted FROM (
                            SELECT * FROM content.manifest
                            WHERE repository_id = :repositoryId AND digest = :digest OFFSET 0 FOR UPDATE) m
                        WHERE deleted_at IS NULL OR deleted_at > now() - make_interval(secs => :window)
                        """)
                .param("repositoryId", repositoryId)
                .param("digest", digest.toBytes())
                .param("window", settings.seconds())
                .query((row, _) -> new Kept(row.getLong("id"), row.getBoolean("deleted")))
                .optional();
    }

    /// Tags that went with the manifest, by name.
    List<String> lost(long manifestId) {
        return jdbc.sql("SELECT lost.name FROM content.manifest m CROSS JOIN LATERAL (" + LOST
                        + ") lost WHERE m.id = ? ORDER BY lost.name")
                .param(manifestId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// Those of the names that are tags now.
    List<String> taken(long repositoryId, Collection<String> names) {
        return jdbc.sql("SELECT name FROM content.tag WHERE repository_id = ? AND name = ANY (?) ORDER BY name")
                .params(repositoryId, names.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// What the manifests list and was deleted, too; locked.
    List<Long> lockDeletedChildren(long repositoryId, Collection<Long> manifests) {
        return jdbc.sql("""
                        SELECT id FROM content.manifest WHERE id = ANY (ARRAY(
                            SELECT m.id FROM unnest(:manifests) given (id)
                            JOIN LATERAL (SELECT child_digest FROM content.manifest_child
                                WHERE parent_id = given.id OFFSET 0) c ON true
                            JOIN LATERAL (SELECT * FROM content.manifest
                                WHERE repository_id = :repositoryId AND digest = c.child_digest OFFSET 0) m
                                ON m.deleted_at IS NOT NULL))
                        ORDER BY id FOR UPDATE
                        """)
                .param("repositoryId", repositoryId)
                .param("manifests", manifests.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// They are here again, and so are their blobs for those who ask by digest; without a tag, until one is put back.
    void revive(long repositoryId, Collection<Long> manifests) {
        jdbc.sql("""
                        WITH shown AS (
                            UPDATE content.repository_blob SET hidden_at = NULL
                            WHERE repository_id = :repositoryId AND hidden_at IS NOT NULL AND blob_id = ANY (ARRAY(
                                SELECT blob_id FROM content.manifest_blob WHERE manifest_id = ANY (:manifests))))
                        UPDATE content.manifest SET deleted_at = NULL, deleted_by = NULL, untagged_since = now()
                        WHERE id = ANY (:manifests)
                        """)
                .param("repositoryId", repositoryId)
                .param("manifests", manifests.toArray(Long[]::new))
                .update();
    }

    private static TrashedManifest trashed(ResultSet row) throws SQLException {
        return new TrashedManifest(
                row.getLong("id"),
                Digest.fromBytes(row.getBytes("digest")),
                row.getString("media_type"),
                List.of((String[]) row.getArray("tags").getArray()),
                row.getObject("deleted_at", OffsetDateTime.class).toInstant(),
                TagListSql.author(row),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }
}
