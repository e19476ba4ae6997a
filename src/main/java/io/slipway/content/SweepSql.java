package io.slipway.content;

import io.slipway.storage.StorageKey;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SweepSql {

    /// @param unfinished it was never sealed
    record Doomed(StorageKey key, long size, boolean unfinished) {}

    private static final String OWNED = """
            (EXISTS (SELECT FROM content.blob b WHERE b.store = d.store AND b.storage_key = d.storage_key OFFSET 0)
                OR EXISTS (SELECT FROM content.upload u WHERE u.store = d.store AND u.storage_key = d.storage_key OFFSET 0))
            """;

    private final JdbcClient jdbc;

    SweepSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Takes what is due for this replica, for a time that grows with each attempt: a minute, two, at most eight hours.
    /// What has an owner is none of the sweep's. By the time alone, and by an array of keys:
    /// the key's index begins with the store, which is that of all that wait.
    List<Doomed> claim(short store, int limit) {
        return jdbc.sql("""
                        WITH due AS MATERIALIZED (
                            SELECT storage_key FROM content.object_deletion
                            WHERE due_at <= now() AND (store = :store) IS TRUE
                            ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED),
                        owned AS (
                            DELETE FROM content.object_deletion d
                            WHERE d.store = :store AND d.storage_key = ANY (ARRAY(SELECT storage_key FROM due)) AND %s)
                        UPDATE content.object_deletion d
                        SET attempts = d.attempts + 1,
                            due_at = now() + make_interval(mins => CAST(power(2, least(d.attempts, 9)) AS integer))
                        WHERE d.store = :store AND d.storage_key = ANY (ARRAY(SELECT storage_key FROM due)) AND NOT %s
                        RETURNING d.storage_key, d.size, d.unfinished
                        """.formatted(OWNED, OWNED))
                .param("store", store)
                .param("limit", limit)
                .query((row, _) -> new Doomed(
                        new StorageKey(row.getString("storage_key")),
                        row.getLong("size"),
                        row.getBoolean("unfinished")))
                .list();
    }

    void finish(short store, List<Doomed> deleted) {
        jdbc.sql("DELETE FROM content.object_deletion WHERE store = ? AND storage_key = ANY (?)")
                .params(store, deleted.stream().map(one -> one.key().value()).toArray(String[]::new))
                .update();
    }
}
