package io.slipway.content;

import io.slipway.content.QuotaSql.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class QuotaCountSql {

    /// Where a count goes on.
    enum Phase {
        BLOBS,
        MANIFESTS,
        CHARGED_BLOBS,
        CHARGED_MANIFESTS
    }

    /// A count and where it stands.
    ///
    /// @param place id of the last blob or charge, or of the repository whose manifests are counted
    record Counting(
            long id, QuotaHolder holder, Phase phase, long place, byte[] digest, long drift, long shared, long trash) {

        Counting next(Phase next) {
            return new Counting(id, holder, next, 0, new byte[0], drift, shared, trash);
        }

        Counting at(long now) {
            return new Counting(id, holder, phase, now, new byte[0], drift, shared, trash);
        }

        Counting atDigest(byte[] now) {
            return new Counting(id, holder, phase, place, now, drift, shared, trash);
        }

        Counting found(long more) {
            return new Counting(id, holder, phase, place, digest, drift + more, shared, trash);
        }

        Counting foundShared(long more) {
            return new Counting(id, holder, phase, place, digest, drift, shared + more, trash);
        }

        Counting foundTrash(long more) {
            return new Counting(id, holder, phase, place, digest, drift, shared, trash + more);
        }
    }

    /// A blob or manifest that is there.
    record Item(long id, byte[] digest, boolean missing) {}

    /// @param wrong there is no such thing, or it has another size
    record Charged(long id, long bytes, boolean wrong, boolean shared, boolean trash) {}

    private static final String COUNTING = """
            SELECT id, COALESCE(namespace_id, repository_id) AS holder, repository_id IS NOT NULL AS of_repository,
                phase, place, place_digest, found_drift, found_shared, found_trash
            FROM content.quota
            """;

    private static final String OF_MANIFEST = """
            false AS shared, item.deleted_at IS NOT NULL OR EXISTS (SELECT FROM content.repository r
                WHERE r.id = item.repository_id AND r.deleted_at IS NOT NULL) AS trash
            """;

    private final JdbcClient jdbc;

    QuotaCountSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Counting> lockDue() {
        return jdbc.sql(COUNTING + " WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED")
                .query((row, _) -> counting(row))
                .optional();
    }

    Optional<Counting> lock(long id) {
        return jdbc.sql(COUNTING + " WHERE id = ? AND due_at <= now() FOR NO KEY UPDATE")
                .param(id)
                .query((row, _) -> counting(row))
                .optional();
    }

    private static Counting counting(ResultSet row) throws SQLException {
        return new Counting(
                row.getLong("id"),
                new QuotaHolder(row.getLong("holder"), row.getBoolean("of_repository")),
                Phase.valueOf(row.getString("phase")),
                row.getLong("place"),
                row.getBytes("place_digest"),
                row.getLong("found_drift"),
                row.getLong("found_shared"),
                row.getLong("found_trash"));
    }

    List<Item> blobs(Counting counting, int limit) {
        return jdbc.sql("""
                        SELECT blob_id, NOT EXISTS (SELECT FROM content.quota_charge c
                            WHERE c.quota_id = :quota AND c.kind = 1 AND c.item_id = here.blob_id OFFSET 0) AS missing
                        FROM (SELECT DISTINCT blob_id FROM content.repository_blob
                            WHERE %s = :holder AND blob_id > :place ORDER BY blob_id LIMIT :limit) here
                        ORDER BY blob_id
                        """.formatted(counting.holder().column()))
                .param("quota", counting.id())
                .param("holder", counting.holder().id())
                .param("place", counting.place())
                .param("limit", limit)
                .query((row, _) -> new Item(row.getLong("blob_id"), new byte[0], row.getBoolean("missing")))
                .list();
    }

    /// The one at the place, or else the next one; of the trash, too.
    OptionalLong repository(Counting counting) {
        String column = counting.holder().repository() ? "id" : "namespace_id";
        return jdbc.sql("SELECT id FROM content.repository WHERE " + column + " = ? AND id >= ? ORDER BY id LIMIT 1")
                .params(counting.holder().id(), counting.place())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    List<Item> manifests(Counting counting, int limit) {
        return jdbc.sql("""
                        SELECT id, digest, NOT EXISTS (SELECT FROM content.quota_charge c
                            WHERE c.quota_id = :quota AND c.kind = 2 AND c.item_id = here.id OFFSET 0) AS missing
                        FROM (SELECT id, digest FROM content.manifest
                            WHERE repository_id = :place AND digest > :digest ORDER BY digest LIMIT :limit) here
                        ORDER BY digest
                        """)
                .param("quota", counting.id())
                .param("place", counting.place())
                .param("digest", counting.digest())
                .param("limit", limit)
                .query((row, _) -> new Item(row.getLong("id"), row.getBytes("digest"), row.getBoolean("missing")))
                .list();
    }

    /// Collection does not take them meanwhile.
    void keep(Kind kind, List<Long> ids) {
        lock(kind, ids, "FOR KEY SHARE");
    }

    /// Neither pushes nor collection change what links them.
    void lockAlone(Kind kind, List<Long> ids) {
        lock(kind, ids, "FOR UPDATE");
    }

    private void lock(Kind kind, List<Long> ids, String mode) {
        jdbc.sql("SELECT id FROM content." + table(kind) + " WHERE id = ANY (?) ORDER BY id " + mode)
                .param(ids.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    private static String table(Kind kind) {
        return kind == Kind.BLOB ? "blob" : "manifest";
    }

    /// Whether the holder has `item`, a row of its table, now.
    private static String held(Counting counting, Kind kind) {
        if (kind == Kind.BLOB) {
            return "EXISTS (SELECT FROM content.repository_blob l WHERE l.blob_id = item.id AND l."
                    + counting.holder().column() + " = :holder)";
        }
        return counting.holder().repository()
                ? "item.repository_id = :holder"
                : "EXISTS (SELECT FROM content.repository r WHERE r.id = item.repository_id"
                        + " AND r.namespace_id = :holder)";
    }

    long charge(Counting counting, Kind kind, List<Long> ids) {
        return jdbc.sql("""
                        WITH charged AS (
                            INSERT INTO content.quota_charge (quota_id, kind, item_id, bytes)
                            SELECT :quota, :kind, item.id, item.size FROM content.%s item
                            WHERE item.id = ANY (:ids) AND %s ORDER BY item.id
                            ON CONFLICT DO NOTHING RETURNING bytes)
                        SELECT CAST(COALESCE(sum(bytes), 0) AS bigint) FROM charged
                        """.formatted(table(kind), held(counting, kind)))
                .param("quota", counting.id())
                .param("kind", kind.number())
                .param("ids", ids.toArray(Long[]::new))
                .param("holder", counting.holder().id())
                .query(Long.class)
                .single();
    }

    /// Under [#lockAlone].
    long uncharge(Counting counting, Kind kind, List<Long> ids) {
        return jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.quota_charge
                            WHERE quota_id = :quota AND kind = :kind AND item_id = ANY (:ids) RETURNING bytes)
                        SELECT CAST(COALESCE(sum(bytes), 0) AS bigint) FROM gone
                        """)
                .param("quota", counting.id())
                .param("kind", kind.number())
                .param("ids", ids.toArray(Long[]::new))
                .query(Long.class)
                .single();
    }

    List<Charged> charges(Counting counting, Kind kind, int limit) {
        return jdbc.sql("""
                        SELECT c.item_id, c.bytes, item.id IS NULL OR item.size <> c.bytes OR NOT %s AS wrong, %s
                        FROM (SELECT item_id, bytes FROM content.quota_charge
                            WHERE quota_id = :quota AND kind = :kind AND item_id > :place
                            ORDER BY item_id LIMIT :limit) c
                        LEFT JOIN LATERAL (SELECT * FROM content.%s WHERE id = c.item_id OFFSET 0) item ON true
                        ORDER BY c.item_id
                        """.formatted(
                                held(counting, kind), kind == Kind.BLOB ? ofBlob(counting) : OF_MANIFEST, table(kind)))
                .param("quota", counting.id())
                .param("kind", kind.number())
                .param("holder", counting.holder().id())
                .param("place", counting.place())
                .param("limit", limit)
                .query((row, _) -> new Charged(
                        row.getLong("item_id"),
                        row.getLong("bytes"),
                        row.getBoolean("wrong"),
                        row.getBoolean("shared"),
                        row.getBoolean("trash")))
                .list();
    }

    /// In the trash is what images there need, and none that lives. By the holder's own links: a base layer is in more
    /// images of others than anybody counts.
    private static String ofBlob(Counting counting) {
        String column = counting.holder().column();
        String edges = """
                SELECT FROM (
                    SELECT repository_id FROM content.repository_blob
                    WHERE %s = :holder AND blob_id = c.item_id OFFSET 0) l
                JOIN LATERAL (SELECT * FROM content.repository WHERE id = l.repository_id OFFSET 0) r ON true
                JOIN LATERAL (
                    SELECT manifest_id FROM content.manifest_blob
                    WHERE blob_id = c.item_id AND repository_id = l.repository_id OFFSET 0) e ON true
                JOIN LATERAL (SELECT * FROM content.manifest WHERE id = e.manifest_id OFFSET 0) m ON true
                WHERE true
                """.formatted(column);
        return """
                EXISTS (SELECT FROM content.repository_blob l
                    WHERE l.blob_id = c.item_id AND l.%s <> :holder) AS shared,
                EXISTS (%s) AND NOT EXISTS (%s AND m.deleted_at IS NULL AND r.deleted_at IS NULL) AS trash
                """.formatted(column, edges, edges);
    }

    void give(long quota, long bytes) {
        jdbc.sql("SELECT content.give_quota(?, ?) IS NULL")
                .params(quota, bytes)
                .query(Boolean.class)
                .single();
    }

    void goOn(Counting counting) {
        jdbc.sql("""
                        UPDATE content.quota SET phase = :phase, place = :place, place_digest = :digest,
                            found_drift = :drift, found_shared = :shared, found_trash = :trash
                        WHERE id = :id
                        """)
                .param("phase", counting.phase().name())
                .param("place", counting.place())
                .param("digest", counting.digest())
                .param("drift", counting.drift())
                .param("shared", counting.shared())
                .param("trash", counting.trash())
                .param("id", counting.id())
                .update();
    }

    void addSlots(long quota) {
        jdbc.sql("""
                        INSERT INTO content.quota_slot (quota_id, slot, free_bytes)
                        SELECT ?, slot, 0 FROM generate_series(0, 15) slot ON CONFLICT DO NOTHING
                        """).param(quota).update();
    }

    /// What the slots have too little of, or too much where it is negative. One statement sees one moment, and whatever
    /// moves bytes moves them in one transaction: no lock is needed.
    long missing(long quota) {
        return jdbc.sql("""
                        SELECT CAST(q.limit_bytes
                            - COALESCE((SELECT sum(bytes) FROM content.quota_charge WHERE quota_id = q.id), 0)
                            - COALESCE((SELECT sum(reserved) FROM content.upload
                                WHERE quotas @> ARRAY[q.id] AND reserved > 0), 0)
                            - COALESCE((SELECT sum(free_bytes) FROM content.quota_slot WHERE quota_id = q.id), 0)
                            AS bigint)
                        FROM content.quota q WHERE q.id = ?
                        """).param(quota).query(Long.class).single();
    }

    /// What the first count finds is no drift. What was being pushed when the quota was set knew nothing of it: that is
    /// found a minute later.
    void finish(Counting counting) {
        jdbc.sql("""
                        UPDATE content.quota SET phase = 'BLOBS', place = 0, place_digest = '', found_drift = 0,
                            found_shared = 0, found_trash = 0, shared = :shared, trash = :trash,
                            due_at = now() + CASE WHEN counted_at IS NULL THEN INTERVAL '1 minute'
                                ELSE INTERVAL '1 day' END,
                            drift = CASE WHEN counted_at IS NULL THEN 0 ELSE :drift END,
                            drift_at = CASE WHEN counted_at IS NOT NULL AND :drift > 0 THEN now() ELSE drift_at END,
                            counted_at = now()
                        WHERE id = :id
                        """)
                .param("shared", counting.shared())
                .param("trash", counting.trash())
                .param("drift", counting.drift())
                .param("id", counting.id())
                .update();
    }

    /// Charges of quotas that are gone; false where there are none.
    boolean forget(int limit) {
        int charges = jdbc.sql("""
                        DELETE FROM content.quota_charge WHERE (quota_id, kind, item_id) IN (
                            SELECT c.quota_id, c.kind, c.item_id
                            FROM (SELECT quota_id FROM content.quota_removal ORDER BY quota_id LIMIT 1) gone
                            JOIN content.quota_charge c ON c.quota_id = gone.quota_id LIMIT ?)
                        """).param(limit).update();
        return charges > 0 || jdbc.sql("""
                                DELETE FROM content.quota_removal r WHERE NOT EXISTS (
                                    SELECT FROM content.quota_charge c WHERE c.quota_id = r.quota_id)
                                """).update() > 0;
    }
}
