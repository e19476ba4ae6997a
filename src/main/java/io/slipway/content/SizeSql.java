package io.slipway.content;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SizeSql {

    private final JdbcClient jdbc;

    SizeSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of what live manifests name. A repository that was purged meanwhile is left out.
    void measure(long repositoryId, LocalDate today) {
        jdbc.sql("""
                        WITH own AS (
                            SELECT DISTINCT e.blob_id
                            FROM (SELECT id FROM content.manifest
                                WHERE repository_id = :id AND deleted_at IS NULL OFFSET 0) m
                            CROSS JOIN LATERAL (
                                SELECT blob_id FROM content.manifest_blob WHERE manifest_id = m.id OFFSET 0) e),
                        total AS (
                            SELECT r.id, CAST(COALESCE(sum(b.size), 0) AS bigint) AS bytes,
                                CAST(COALESCE(sum(b.size) FILTER (WHERE EXISTS (
                                    SELECT FROM content.repository_blob other
                                    WHERE other.blob_id = b.id AND other.repository_id <> :id
                                        AND other.hidden_at IS NULL)), 0) AS bigint) AS shared
                            FROM content.repository r LEFT JOIN own ON true
                                LEFT JOIN LATERAL (
                                    SELECT id, size FROM content.blob WHERE id = own.blob_id OFFSET 0) b ON true
                            WHERE r.id = :id GROUP BY r.id),
                        changed AS (
                            INSERT INTO content.repository_size_day AS d (repository_id, day, bytes, shared)
                            SELECT id, :today, bytes, shared FROM total
                            WHERE (bytes, shared) IS DISTINCT FROM (
                                SELECT (bytes, shared) FROM content.repository_size_day
                                WHERE repository_id = :id ORDER BY day DESC LIMIT 1)
                            ON CONFLICT (repository_id, day)
                                DO UPDATE SET bytes = EXCLUDED.bytes, shared = EXCLUDED.shared)
                        INSERT INTO content.repository_size AS s (repository_id, bytes, shared, measured_at)
                        SELECT id, bytes, shared, now() FROM total
                        ON CONFLICT (repository_id) DO UPDATE
                            SET bytes = EXCLUDED.bytes, shared = EXCLUDED.shared, measured_at = EXCLUDED.measured_at
                        """).param("id", repositoryId).param("today", today).update();
    }

    /// Live ones that were not measured for a day: what they share changes without them, too.
    List<Long> old(int limit) {
        return jdbc.sql("""
                        SELECT r.id FROM content.repository r
                            LEFT JOIN content.repository_size s ON s.repository_id = r.id
                        WHERE r.deleted_at IS NULL AND NOT r.hidden
                            AND (s.repository_id IS NULL OR s.measured_at < now() - INTERVAL '1 day')
                        ORDER BY r.id LIMIT :limit
                        """)
                .param("limit", limit)
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
