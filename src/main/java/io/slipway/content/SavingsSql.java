package io.slipway.content;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads by key, however old its plans are: docs/adr/0007.
@Component
class SavingsSql {

    /// Indexes that are looked at for one manifest.
    static final int PARENTS = 1_000;

    /// @param parents live indexes that list it; at most one more than [#PARENTS]
    record Below(long id, Set<Long> parents) {}

    private final JdbcClient jdbc;

    SavingsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Live manifests, and what lists them.
    List<Below> listed(long repositoryId, Collection<Long> manifests) {
        return jdbc.sql("""
                        SELECT m.id, ARRAY(
                            SELECT c.parent_id FROM (SELECT parent_id FROM content.manifest_child
                                WHERE repository_id = :repositoryId AND child_digest = m.digest OFFSET 0) c
                            JOIN LATERAL (SELECT deleted_at FROM content.manifest WHERE id = c.parent_id OFFSET 0) p
                                ON p.deleted_at IS NULL
                            LIMIT :parents) AS parents
                        FROM unnest(:manifests) given (id)
                        JOIN LATERAL (SELECT id, digest, deleted_at FROM content.manifest
                            WHERE id = given.id OFFSET 0) m ON m.deleted_at IS NULL
                        """)
                .param("repositoryId", repositoryId)
                .param("parents", PARENTS + 1)
                .param("manifests", manifests.toArray(Long[]::new))
                .query((row, _) -> new Below(row.getLong("id"), Set.copyOf(Arrays.asList((Long[])
                        row.getArray("parents").getArray()))))
                .list();
    }

    /// What the manifests list, and what is attached to them.
    List<Long> below(long repositoryId, Collection<Long> manifests) {
        return jdbc.sql("""
                        SELECT below.id FROM unnest(:manifests) given (id)
                        JOIN LATERAL (SELECT child_digest FROM content.manifest_child
                            WHERE parent_id = given.id OFFSET 0) c ON true
                        JOIN LATERAL (SELECT id FROM content.manifest
                            WHERE repository_id = :repositoryId AND digest = c.child_digest OFFSET 0) below ON true
                        UNION
                        SELECT about.id FROM unnest(:manifests) given (id)
                        JOIN LATERAL (SELECT digest FROM content.manifest WHERE id = given.id OFFSET 0) s ON true
                        JOIN LATERAL (SELECT id FROM content.manifest
                            WHERE repository_id = :repositoryId AND subject = s.digest OFFSET 0) about ON true
                        """)
                .param("repositoryId", repositoryId)
                .param("manifests", manifests.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Each blob once. What is going is one table for all blobs, since there may be thousands of both.
    Saved sum(long repositoryId, Collection<Long> gone, boolean least) {
        return jdbc.sql("""
                        WITH gone AS MATERIALIZED (SELECT id FROM unnest(:gone) given (id)),
                        own AS MATERIALIZED (
                            SELECT DISTINCT e.blob_id FROM gone
                            JOIN LATERAL (SELECT blob_id FROM content.manifest_blob
                                WHERE manifest_id = gone.id OFFSET 0) e ON true)
                        SELECT COALESCE(sum(b.size), 0) AS bytes, COALESCE(sum(b.size) FILTER (
                            WHERE NOT EXISTS (SELECT FROM (SELECT repository_id FROM content.repository_blob
                                    WHERE blob_id = b.id OFFSET 0) l
                                WHERE l.repository_id <> :repositoryId)), 0) AS freed
                        FROM own
                        JOIN LATERAL (SELECT id, size FROM content.blob WHERE id = own.blob_id OFFSET 0) b ON true
                        WHERE NOT EXISTS (
                            SELECT FROM (SELECT manifest_id FROM content.manifest_blob
                                WHERE blob_id = b.id AND repository_id = :repositoryId OFFSET 0) o
                            JOIN LATERAL (SELECT deleted_at FROM content.manifest WHERE id = o.manifest_id OFFSET 0) m
                                ON m.deleted_at IS NULL
                            WHERE o.manifest_id NOT IN (SELECT id FROM gone))
                        """)
                .param("repositoryId", repositoryId)
                .param("gone", gone.toArray(Long[]::new))
                .query((row, _) -> new Saved(gone.size(), row.getLong("bytes"), row.getLong("freed"), least))
                .single();
    }
}
