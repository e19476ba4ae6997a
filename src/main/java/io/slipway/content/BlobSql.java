package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.StorageKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BlobSql {

    /// @param leaseRunsOut less than half of the lease is left
    record LinkedBlob(long id, Blob blob, BlobPlace place, boolean leaseRunsOut) {}

    // OFFSET 0 here and elsewhere: the one index to find the row by, see docs/adr/0007
    private static final String FIND = """
            SELECT r.name AS repository_name, r.access_version, b.id, b.digest, b.size, b.store, b.storage_key,
                l.lease_until < now() + make_interval(secs => ? / 2) AS lease_runs_out
            FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r
            LEFT JOIN (content.repository_blob l JOIN content.blob b ON b.id = l.blob_id)
                ON l.repository_id = ? AND l.blob_id = (SELECT id FROM content.blob WHERE digest = ?)
                AND l.hidden_at IS NULL AND b.damaged_at IS NULL
            WHERE r.deleted_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final QuotaSql charges;

    BlobSql(JdbcClient jdbc, QuotaSql charges) {
        this.jdbc = jdbc;
        this.charges = charges;
    }

    Optional<LinkedBlob> find(Repository repository, Digest digest, double graceSeconds) {
        return jdbc.sql(FIND)
                .params(graceSeconds, repository.id(), repository.id(), digest.toBytes())
                .query(rows -> {
                    boolean found = rows.next();
                    RepositoryCheck.verify(repository, found ? rows : null);
                    return Optional.ofNullable(linkedBlob(rows));
                });
    }

    private static @Nullable LinkedBlob linkedBlob(ResultSet row) throws SQLException {
        byte[] digest = row.getBytes("digest");
        if (digest == null) {
            return null;
        }
        return new LinkedBlob(
                row.getLong("id"),
                new Blob(Digest.fromBytes(digest), row.getLong("size")),
                place(row),
                row.getBoolean("lease_runs_out"));
    }

    /// Of a row with `store` and `storage_key`.
    static BlobPlace place(ResultSet row) throws SQLException {
        return new BlobPlace(row.getShort("store"), new StorageKey(row.getString("storage_key")));
    }

    Optional<Long> insert(Blob blob, BlobPlace place) {
        return jdbc.sql("""
                        INSERT INTO content.blob (digest, size, store, storage_key)
                        VALUES (:digest, :size, :store, :key)
                        ON CONFLICT (digest) DO NOTHING RETURNING id
                        """)
                .param("digest", blob.digest().toBytes())
                .param("size", blob.size())
                .param("store", place.store())
                .param("key", place.key().value())
                .query(Long.class)
                .optional();
    }

    record KnownBlob(long id, BlobPlace place, boolean damaged) {}

    Optional<KnownBlob> lockByDigest(Digest digest) {
        return jdbc.sql("""
                        SELECT id, store, storage_key, damaged_at IS NOT NULL AS damaged FROM content.blob
                        WHERE digest = :digest FOR KEY SHARE
                        """)
                .param("digest", digest.toBytes())
                .query((row, _) -> new KnownBlob(row.getLong("id"), place(row), row.getBoolean("damaged")))
                .optional();
    }

    /// False when they lie elsewhere by now.
    boolean replaceBytes(KnownBlob blob, BlobPlace fresh) {
        return jdbc.sql("""
                                UPDATE content.blob
                                SET store = :store, storage_key = :key, damaged_at = NULL, scrubbed_at = now()
                                WHERE id = :id AND store = :oldStore AND storage_key = :oldKey
                                """)
                        .param("store", fresh.store())
                        .param("key", fresh.key().value())
                        .param("id", blob.id())
                        .param("oldStore", blob.place().store())
                        .param("oldKey", blob.place().key().value())
                        .update()
                == 1;
    }

    /// Only what is leased and not referenced: content in use is written by nobody who merely asks.
    ///
    /// @return whether it is here for the lease to come: false when collection was faster
    boolean extendLease(long repositoryId, long blobId, double graceSeconds) {
        return jdbc.sql("""
                        WITH referenced AS MATERIALIZED (
                            SELECT FROM content.manifest_blob
                            WHERE blob_id = :blobId AND repository_id = :repositoryId LIMIT 1),
                        extended AS (
                            UPDATE content.repository_blob
                            SET lease_until = clock_timestamp() + make_interval(secs => :grace)
                            WHERE repository_id = :repositoryId AND blob_id = :blobId
                                AND NOT EXISTS (SELECT FROM referenced)
                            RETURNING blob_id)
                        SELECT EXISTS (SELECT FROM referenced) OR EXISTS (SELECT FROM extended)
                        """)
                .param("grace", graceSeconds)
                .param("repositoryId", repositoryId)
                .param("blobId", blobId)
                .query(Boolean.class)
                .single();
    }

    Optional<LinkedBlob> lockLinked(long repositoryId, Digest digest) {
        return jdbc.sql("""
                        SELECT b.id, b.digest, b.size, b.store, b.storage_key, false AS lease_runs_out
                        FROM content.blob b
                        JOIN content.repository_blob l ON l.blob_id = b.id
                        WHERE b.id = (SELECT id FROM content.blob WHERE digest = :digest)
                            AND l.repository_id = :repositoryId AND l.hidden_at IS NULL AND b.damaged_at IS NULL
                        FOR KEY SHARE OF b, l
                        """)
                .param("digest", digest.toBytes())
                .param("repositoryId", repositoryId)
                .query((row, _) -> linkedBlob(row))
                .optional();
    }

    Optional<LinkedBlob> lockVisible(Visible visible, Digest digest) {
        return jdbc.sql("""
                        SELECT b.id, b.digest, b.size, b.store, b.storage_key, false AS lease_runs_out
                        FROM content.blob b
                        JOIN content.repository_blob l ON l.blob_id = b.id
                        JOIN LATERAL (
                            SELECT * FROM content.repository WHERE id = l.repository_id OFFSET 0) r ON true
                        WHERE b.id = (SELECT id FROM content.blob WHERE digest = :digest)
                            AND l.hidden_at IS NULL AND b.damaged_at IS NULL AND r.deleted_at IS NULL
                            AND (:all OR r.namespace_id = ANY (:namespaces)
                                OR (:publicOnes AND r.visibility = 'PUBLIC' AND NOT r.hidden))
                        LIMIT 1
                        FOR KEY SHARE OF b, l
                        """)
                .param("digest", digest.toBytes())
                .param("all", visible.all())
                .param("namespaces", visible.namespaceArray())
                .param("publicOnes", visible.publicOnes())
                .query((row, _) -> linkedBlob(row))
                .optional();
    }

    void lockForDelete(long blobId) {
        jdbc.sql("SELECT id FROM content.blob WHERE id = :id FOR UPDATE")
                .param("id", blobId)
                .query(Long.class)
                .optional();
    }

    boolean isReferenced(long repositoryId, long blobId) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM content.manifest_blob e JOIN content.live_manifest m ON m.id = e.manifest_id
                            WHERE e.blob_id = :blobId AND e.repository_id = :repositoryId)
                        """)
                .param("blobId", blobId)
                .param("repositoryId", repositoryId)
                .query(Boolean.class)
                .single();
    }

    boolean hide(long repositoryId, long blobId) {
        return jdbc.sql("""
                                UPDATE content.repository_blob SET hidden_at = now(), lease_until = now()
                                WHERE repository_id = :repositoryId AND blob_id = :blobId AND hidden_at IS NULL
                                """)
                        .param("repositoryId", repositoryId)
                        .param("blobId", blobId)
                        .update()
                == 1;
    }

    /// Always before [#link]: collection takes its locks in the same order.
    void review(long repositoryId, long blobId, double dueSeconds) {
        jdbc.sql("""
                        INSERT INTO content.link_review (blob_id, repository_id, due_at)
                        VALUES (:blobId, :repositoryId, now() + make_interval(secs => :due))
                        ON CONFLICT (blob_id, repository_id) DO UPDATE SET due_at = EXCLUDED.due_at
                        """)
                .param("blobId", blobId)
                .param("repositoryId", repositoryId)
                .param("due", dueSeconds)
                .update();
    }

    /// Fails with NAME_UNKNOWN when the repository is gone meanwhile.
    ///
    /// @return the quotas that hold for it
    List<Long> link(Repository repository, long blobId, double graceSeconds) {
        return jdbc.sql("""
                        INSERT INTO content.repository_blob AS l (repository_id, blob_id, namespace_id, lease_until)
                        SELECT r.id, :blobId, :namespaceId, clock_timestamp() + make_interval(secs => :grace)
                        FROM (
                            SELECT * FROM content.repository WHERE id = :repositoryId OFFSET 0 FOR KEY SHARE) r
                        WHERE r.deleted_at IS NULL
                        ON CONFLICT (repository_id, blob_id)
                            DO UPDATE SET lease_until = EXCLUDED.lease_until, hidden_at = NULL
                        RETURNING %s
                        """.formatted(QuotaSql.of("l.repository_id", "l.namespace_id")))
                .param("repositoryId", repository.id())
                .param("blobId", blobId)
                .param("namespaceId", repository.namespaceId())
                .param("grace", graceSeconds)
                .query((row, _) -> QuotaSql.quotas(row))
                .optional()
                .orElseThrow(() -> RepositoryCheck.gone(repository));
    }

    /// After [#link], of which `quotas` are, as the last statement of the transaction.
    ///
    /// @throws QuotaException where there is no room for it
    void charge(List<Long> quotas, long blobId, long bytes, QuotaSql.Held reserved) {
        charges.charge(quotas, QuotaSql.Kind.BLOB, blobId, bytes, reserved);
    }
}
