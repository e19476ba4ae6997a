package io.slipway.content;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Quotas as people see them.
@Component
class QuotaListSql {

    /// @param before percent that were told last
    record Crossing(String name, long namespaceId, Optional<Long> repositoryId, long limit, int before, int now) {}

    /// One snapshot: what is free and reserved goes together with the limit.
    private static final String ALL = """
            SELECT q.*, COALESCE(n.name, r.name) AS name, q.namespace_id IS NOT NULL AND n.owner_id IS NULL AS of_organisation,
                COALESCE(q.namespace_id, r.namespace_id) AS of_namespace,
                slots.free, held.reserved, q.limit_bytes - slots.free - held.reserved AS used,
                trunc((q.limit_bytes - slots.free) * 1000 / greatest(q.limit_bytes, 1)) AS permille
            FROM content.quota q
            LEFT JOIN accounts.namespace n ON n.id = q.namespace_id
            LEFT JOIN content.repository r ON r.id = q.repository_id
            CROSS JOIN LATERAL (
                SELECT COALESCE(sum(free_bytes), 0) AS free FROM content.quota_slot WHERE quota_id = q.id) slots
            CROSS JOIN LATERAL (
                SELECT COALESCE(sum(reserved), 0) AS reserved FROM content.upload
                WHERE quotas @> ARRAY[q.id] AND reserved > 0) held
            """;

    private final JdbcClient jdbc;

    QuotaListSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Quota> find(QuotaHolder holder) {
        return jdbc.sql(ALL + "WHERE q." + holder.column() + " = ?")
                .param(holder.id())
                .query((row, _) -> quota(row))
                .optional();
    }

    List<Quota> warnings(Repository repository) {
        return jdbc.sql("SELECT * FROM (" + ALL + """
                        WHERE q.repository_id = :repositoryId OR q.namespace_id = :namespaceId) holding
                        WHERE permille >= 795 ORDER BY permille DESC, id
                        """)
                .param("repositoryId", repository.id())
                .param("namespaceId", repository.namespaceId())
                .query((row, _) -> quota(row))
                .list();
    }

    /// Of what is in no trash.
    List<Quota> page(Optional<QuotaPlace> before, int size) {
        return jdbc.sql("SELECT * FROM (" + ALL + """
                        WHERE n.deleted_at IS NULL AND r.deleted_at IS NULL) there
                        WHERE permille < :permille OR permille = :permille AND id > :id
                        ORDER BY permille DESC, id LIMIT :size
                        """)
                .param("permille", before.map(QuotaPlace::permille).orElse(Long.MAX_VALUE))
                .param("id", before.map(QuotaPlace::id).orElse(0L))
                .param("size", size)
                .query((row, _) -> quota(row))
                .list();
    }

    OptionalLong limit(QuotaHolder holder) {
        return jdbc.sql("SELECT limit_bytes FROM content.quota WHERE " + holder.column() + " = ?")
                .param(holder.id())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /// What is there counts from the next count on; where there was a limit before, what is used stays as it is.
    long set(QuotaHolder holder, long limit) {
        jdbc.sql("INSERT INTO content.quota (" + holder.column()
                        + ", limit_bytes) VALUES (?, 0) ON CONFLICT DO NOTHING")
                .param(holder.id())
                .update();
        record Now(long id, long limit) {}
        Now now = jdbc.sql("SELECT id, limit_bytes FROM content.quota WHERE " + holder.column() + " = ? FOR UPDATE")
                .param(holder.id())
                .query((row, _) -> new Now(row.getLong("id"), row.getLong("limit_bytes")))
                .single();
        jdbc.sql("""
                        INSERT INTO content.quota_slot (quota_id, slot, free_bytes)
                        SELECT ?, slot, 0 FROM generate_series(0, 15) slot ON CONFLICT DO NOTHING
                        """).param(now.id()).update();
        jdbc.sql("UPDATE content.quota_slot SET free_bytes = free_bytes + ? WHERE quota_id = ? AND slot = 0")
                .params(limit - now.limit(), now.id())
                .update();
        jdbc.sql("UPDATE content.quota SET limit_bytes = ?, due_at = now() WHERE id = ?")
                .params(limit, now.id())
                .update();
        return now.id();
    }

    boolean remove(QuotaHolder holder) {
        return jdbc.sql("DELETE FROM content.quota WHERE " + holder.column() + " = ?")
                        .param(holder.id())
                        .update()
                == 1;
    }

    void restart(long id) {
        jdbc.sql("""
                        UPDATE content.quota SET due_at = now(), phase = 'BLOBS', place = 0, place_digest = '',
                            found_drift = 0, found_shared = 0, found_trash = 0
                        WHERE id = ?
                        """).param(id).update();
    }

    /// Those whose use went over, or under, a level since the last time.
    List<Crossing> takeCrossings() {
        return jdbc.sql("""
                        WITH level AS MATERIALIZED (
                            SELECT id, name, of_namespace, repository_id, limit_bytes, warned,
                                CASE WHEN permille >= 995 THEN 100 WHEN permille >= 795 THEN 80 ELSE 0 END AS now
                            FROM (%s) used)
                        UPDATE content.quota q
                        SET warned = level.now,
                            warned_at = CASE WHEN level.now > q.warned THEN now() ELSE q.warned_at END
                        FROM level WHERE q.id = level.id AND q.warned <> level.now AND q.warned = level.warned
                        RETURNING level.name, level.of_namespace, level.repository_id, level.limit_bytes,
                            level.warned AS before, level.now
                        """.formatted(ALL))
                .query((row, _) -> new Crossing(
                        row.getString("name"),
                        row.getLong("of_namespace"),
                        Optional.ofNullable(row.getObject("repository_id", Long.class)),
                        row.getLong("limit_bytes"),
                        row.getInt("before"),
                        row.getInt("now")))
                .list();
    }

    private static Quota quota(ResultSet row) throws SQLException {
        return new Quota(
                row.getLong("id"),
                row.getObject("repository_id") != null,
                row.getBoolean("of_organisation"),
                row.getString("name"),
                row.getLong("limit_bytes"),
                row.getLong("used"),
                row.getLong("reserved"),
                row.getLong("shared"),
                row.getLong("trash"),
                time(row.getObject("counted_at", OffsetDateTime.class)),
                row.getLong("drift"),
                time(row.getObject("drift_at", OffsetDateTime.class)));
    }

    private static Optional<Instant> time(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
