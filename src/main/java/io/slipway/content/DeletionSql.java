package io.slipway.content;

import io.slipway.content.DeletionPlan.Images;
import io.slipway.content.DeletionPlan.Parent;
import io.slipway.oci.Digest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class DeletionSql {

    /// A tag and what it names.
    record Named(String name, long manifestId, boolean locked) {}

    private final JdbcClient jdbc;

    DeletionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// By name.
    List<Named> tags(long repositoryId, Collection<String> names) {
        return jdbc.sql("""
                        SELECT t.name, t.manifest_id, t.locked FROM unnest(:names) given (name)
                        JOIN LATERAL (
                            SELECT * FROM content.tag WHERE repository_id = :repositoryId AND name = given.name OFFSET 0) t
                            ON true
                        ORDER BY t.name
                        """)
                .param("repositoryId", repositoryId)
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> named(row))
                .list();
    }

    /// By name, all that name the manifest.
    List<Named> tagsOf(long manifestId) {
        return jdbc.sql("SELECT name, manifest_id, locked FROM content.tag WHERE manifest_id = ? ORDER BY name")
                .param(manifestId)
                .query((row, _) -> named(row))
                .list();
    }

    /// Tags that name one of the manifests and are none of the given ones.
    List<String> others(Collection<Long> manifests, Collection<String> names, int limit) {
        return jdbc.sql("""
                        SELECT name FROM content.tag WHERE manifest_id = ANY (:manifests) AND name <> ALL (:names)
                        ORDER BY name LIMIT :limit
                        """)
                .param("manifests", array(manifests))
                .param("names", names.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// Live indexes that list the manifest.
    List<Parent> parents(long repositoryId, Digest digest, int limit) {
        return jdbc.sql("""
                        SELECT p.digest, ARRAY(
                            SELECT name FROM content.tag WHERE manifest_id = p.id ORDER BY name LIMIT :tags) AS tags
                        FROM (SELECT parent_id FROM content.manifest_child
                            WHERE repository_id = :repositoryId AND child_digest = :digest OFFSET 0) c
                        JOIN LATERAL (SELECT * FROM content.manifest WHERE id = c.parent_id OFFSET 0) p
                            ON p.deleted_at IS NULL
                        ORDER BY p.id LIMIT :limit
                        """)
                .param("repositoryId", repositoryId)
                .param("digest", digest.toBytes())
                .param("tags", DeletionPlan.SHOWN)
                .param("limit", limit)
                .query((row, _) -> parent(row))
                .list();
    }

    /// Of the given manifests those that no tag but the given ones and no live index names.
    List<Long> left(Collection<Long> manifests, Collection<String> names) {
        return jdbc.sql("""
                        SELECT m.id FROM unnest(:manifests) given (id)
                        JOIN LATERAL (SELECT * FROM content.manifest WHERE id = given.id OFFSET 0) m ON true
                        WHERE NOT EXISTS (SELECT FROM content.tag t WHERE t.manifest_id = m.id AND t.name <> ALL (:names))
                            AND NOT EXISTS (
                                SELECT FROM content.manifest_child c
                                JOIN LATERAL (SELECT deleted_at FROM content.manifest WHERE id = c.parent_id OFFSET 0) p
                                    ON p.deleted_at IS NULL
                                WHERE c.repository_id = m.repository_id AND c.child_digest = m.digest)
                        """)
                .param("manifests", array(manifests))
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// What hangs on the given manifests, and at most on the given tags: children, and what describes one of them.
    List<Long> hanging(long repositoryId, Collection<Long> gone, Collection<String> names) {
        return jdbc.sql("""
                        SELECT DISTINCT m.id FROM (
                            SELECT below.id, below.digest FROM unnest(:gone) given (id)
                            JOIN LATERAL (SELECT child_digest FROM content.manifest_child
                                WHERE parent_id = given.id OFFSET 0) c ON true
                            JOIN LATERAL (SELECT * FROM content.manifest
                                WHERE repository_id = :repositoryId AND digest = c.child_digest OFFSET 0) below
                                ON below.deleted_at IS NULL
                            UNION ALL
                            SELECT about.id, about.digest FROM unnest(:gone) given (id)
                            JOIN LATERAL (SELECT digest FROM content.manifest WHERE id = given.id OFFSET 0) s ON true
                            JOIN LATERAL (SELECT * FROM content.manifest
                                WHERE repository_id = :repositoryId AND subject = s.digest OFFSET 0) about
                                ON about.deleted_at IS NULL) m
                        WHERE m.id <> ALL (:gone)
                            AND NOT EXISTS (SELECT FROM content.tag t WHERE t.manifest_id = m.id AND t.name <> ALL (:names))
                            AND NOT EXISTS (
                                SELECT FROM content.manifest_child c
                                JOIN LATERAL (SELECT deleted_at FROM content.manifest WHERE id = c.parent_id OFFSET 0) p
                                    ON p.deleted_at IS NULL
                                WHERE c.repository_id = :repositoryId AND c.child_digest = m.digest
                                    AND c.parent_id <> ALL (:gone))
                        """)
                .param("repositoryId", repositoryId)
                .param("gone", array(gone))
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    Images images(long repositoryId, Collection<Long> gone) {
        return jdbc.sql("""
                        SELECT :count AS count, COALESCE(sum(b.size), 0) AS bytes, COALESCE(sum(b.size) FILTER (
                            WHERE NOT EXISTS (SELECT FROM content.repository_blob l
                                WHERE l.blob_id = b.id AND l.repository_id <> :repositoryId)), 0) AS freed
                        FROM (SELECT DISTINCT e.blob_id FROM unnest(:gone) given (id)
                            JOIN LATERAL (SELECT blob_id FROM content.manifest_blob
                                WHERE manifest_id = given.id OFFSET 0) e ON true) own
                        JOIN LATERAL (SELECT id, size FROM content.blob WHERE id = own.blob_id OFFSET 0) b ON true
                        WHERE NOT EXISTS (
                            SELECT FROM content.manifest_blob o
                            JOIN LATERAL (SELECT deleted_at FROM content.manifest WHERE id = o.manifest_id OFFSET 0) m
                                ON m.deleted_at IS NULL
                            WHERE o.blob_id = b.id AND o.repository_id = :repositoryId
                                AND o.manifest_id <> ALL (:gone))
                        """)
                .param("repositoryId", repositoryId)
                .param("gone", array(gone))
                .param("count", gone.size())
                .query((row, _) -> new Images(row.getInt("count"), row.getLong("bytes"), row.getLong("freed")))
                .single();
    }

    private static Long[] array(Collection<Long> ids) {
        return ids.toArray(Long[]::new);
    }

    private static Named named(ResultSet row) throws SQLException {
        return new Named(row.getString("name"), row.getLong("manifest_id"), row.getBoolean("locked"));
    }

    private static Parent parent(ResultSet row) throws SQLException {
        Array tags = row.getArray("tags");
        return new Parent(Digest.fromBytes(row.getBytes("digest")), List.of((String[]) tags.getArray()));
    }
}
