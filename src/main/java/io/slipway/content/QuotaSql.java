package io.slipway.content;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes and gives back the bytes of quotas. Only what has a quota is asked about: see [#of].
@Component
class QuotaSql {

    /// What is charged.
    enum Kind {
        BLOB(1),
        MANIFEST(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /// A link, or a manifest, that is gone.
    record Gone(long itemId, long repositoryId, long namespaceId) {}

    /// What an upload holds of each of these.
    record Held(List<Long> quotas, long bytes) {

        static final Held NOTHING = new Held(List.of(), 0);
    }

    static final long LOST = -1;

    private static final String GIVEN =
            " unnest(:items, :repositories, :namespaces) given (item_id, repository_id, namespace_id) ";

    private final JdbcClient jdbc;

    QuotaSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A column of a statement that is made anyway: the quotas that hold there.
    static String of(String repositoryId, String namespaceId) {
        return " array_remove(ARRAY[(SELECT q.id FROM content.quota q WHERE q.repository_id = " + repositoryId
                + "), (SELECT q.id FROM content.quota q WHERE q.namespace_id = " + namespaceId
                + ")], NULL) AS quotas ";
    }

    /// Of a row with such a column.
    static List<Long> quotas(ResultSet row) throws SQLException {
        Array quotas = row.getArray("quotas");
        return quotas == null ? List.of() : Arrays.asList((Long[]) quotas.getArray());
    }

    /// Until the upload holds exactly so much. Empty when it does; else the quota that has not enough, or [#LOST] where
    /// the session is no more the caller's, and nothing changed.
    Optional<Long> reserve(UUID upload, int epoch, long bytes) {
        return jdbc.sql("SELECT content.reserve_upload(:id, :epoch, :bytes)")
                .param("id", upload)
                .param("epoch", epoch)
                .param("bytes", bytes)
                .query((row, _) -> found(row))
                .single();
    }

    /// In the transaction that stores it, as its last statement.
    ///
    /// @param reserved what comes back, beyond what this costs
    /// @throws QuotaException where there is not enough
    void charge(List<Long> quotas, Kind kind, long itemId, long bytes, Held reserved) {
        if (quotas.isEmpty() && reserved.bytes() == 0) {
            return;
        }
        jdbc.sql("""
                        SELECT content.charge_quota(:quotas, CAST(:kind AS smallint), :item, :bytes, :held, :reserved)
                        """)
                .param("quotas", quotas.toArray(Long[]::new))
                .param("kind", kind.number)
                .param("item", itemId)
                .param("bytes", bytes)
                .param("held", reserved.quotas().toArray(Long[]::new))
                .param("reserved", reserved.bytes())
                .query((row, _) -> found(row))
                .single()
                .ifPresent(quota -> {
                    throw refusal(quota, bytes);
                });
    }

    /// Under the locks of the blobs, after their links are gone: what nothing there links any more is free again.
    void unchargeBlobs(Collection<Gone> gone) {
        uncharge(gone, """
                AND c.kind = 1 AND NOT EXISTS (
                    SELECT FROM content.repository_blob l WHERE l.blob_id = given.item_id
                        AND (l.repository_id = q.repository_id OR l.namespace_id = q.namespace_id))
                """);
    }

    void unchargeManifests(Collection<Gone> gone) {
        uncharge(gone, "AND c.kind = 2");
    }

    private void uncharge(Collection<Gone> gone, String condition) {
        jdbc.sql("""
                        WITH held AS MATERIALIZED (
                            SELECT given.item_id, q.id, q.repository_id, q.namespace_id
                            FROM %s
                            JOIN content.quota q
                                ON q.repository_id = given.repository_id OR q.namespace_id = given.namespace_id),
                        free AS (
                            DELETE FROM content.quota_charge c
                            USING (SELECT DISTINCT * FROM held) given
                            JOIN content.quota q ON q.id = given.id
                            WHERE c.quota_id = given.id AND c.item_id = given.item_id %s
                            RETURNING c.quota_id, c.bytes)
                        SELECT content.give_quota(quota_id, bytes) IS NULL FROM (
                            SELECT quota_id, CAST(sum(bytes) AS bigint) AS bytes FROM free
                            GROUP BY quota_id ORDER BY quota_id OFFSET 0) back
                        """.formatted(GIVEN, condition))
                .param("items", gone.stream().map(Gone::itemId).toArray(Long[]::new))
                .param("repositories", gone.stream().map(Gone::repositoryId).toArray(Long[]::new))
                .param("namespaces", gone.stream().map(Gone::namespaceId).toArray(Long[]::new))
                .query((row, _) -> row.getBoolean(1))
                .list();
    }

    /// A repository comes to another namespace, with all it has: what that has already costs nothing.
    ///
    /// @throws QuotaException where there is not enough
    void move(long repositoryId, long from, long to) {
        jdbc.sql("UPDATE content.quota SET due_at = now() WHERE namespace_id = ?")
                .param(from)
                .update();
        List<Long> quotas = jdbc.sql("SELECT id FROM content.quota WHERE namespace_id = ?")
                .param(to)
                .query((row, _) -> row.getLong(1))
                .list();
        for (long quota : quotas) {
            long bytes = chargeAll(quota, repositoryId);
            boolean taken = jdbc.sql("SELECT content.take_quota(?, ?)")
                    .params(quota, bytes)
                    .query(Boolean.class)
                    .single();
            if (!taken) {
                throw refusal(quota, bytes);
            }
        }
    }

    private long chargeAll(long quota, long repositoryId) {
        return jdbc.sql("""
                        WITH charged AS (
                            INSERT INTO content.quota_charge (quota_id, kind, item_id, bytes)
                            SELECT :quota, kind, id, size FROM (
                                SELECT 1 AS kind, b.id, b.size FROM content.repository_blob l
                                JOIN content.blob b ON b.id = l.blob_id WHERE l.repository_id = :repositoryId
                                UNION ALL
                                SELECT 2, id, size FROM content.manifest WHERE repository_id = :repositoryId) here
                            ORDER BY kind, id
                            ON CONFLICT DO NOTHING RETURNING bytes)
                        SELECT CAST(COALESCE(sum(bytes), 0) AS bigint) FROM charged
                        """)
                .param("quota", quota)
                .param("repositoryId", repositoryId)
                .query(Long.class)
                .single();
    }

    /// What clients print.
    QuotaException refusal(long quota, long bytes) {
        return new QuotaException(jdbc.sql("""
                        SELECT COALESCE(n.name, r.name) AS name, q.limit_bytes,
                            q.limit_bytes - (SELECT sum(free_bytes) FROM content.quota_slot WHERE quota_id = q.id) AS used
                        FROM content.quota q
                        LEFT JOIN accounts.namespace n ON n.id = q.namespace_id
                        LEFT JOIN content.repository r ON r.id = q.repository_id
                        WHERE q.id = ?
                        """)
                .param(quota)
                .query((row, _) -> "the quota of " + row.getString("name")
                        + (row.getLong("used") < row.getLong("limit_bytes") / 2 ? " has no room: " : " is used up: ")
                        + ByteCount.of(row.getLong("used"), row.getLong("limit_bytes")) + ", and " + bytes
                        + " bytes more were asked for; delete something, or ask for a larger quota")
                .optional()
                .orElse("the quota is used up"));
    }

    private static Optional<Long> found(ResultSet row) throws SQLException {
        long value = row.getLong(1);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
