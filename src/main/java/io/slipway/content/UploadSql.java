package io.slipway.content;

import io.slipway.content.QuotaSql.Held;
import io.slipway.oci.Digest;
import io.slipway.oci.DigestAlgorithm;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.StorageKey;
import io.slipway.storage.WriteState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class UploadSql {

    /// A row of `content.upload`.
    ///
    /// @param open  no request is writing to it
    /// @param place what the store needs to know beside the key
    /// @param held  what it holds of quotas
    record Upload(
            UUID id,
            BlobPlace at,
            boolean open,
            int epoch,
            long received,
            DigestAlgorithm algorithm,
            Optional<Digest> digestSoFar,
            Optional<String> place,
            Held held) {

        StorageKey key() {
            return at.key();
        }

        UploadSession session() {
            return new UploadSession(id, received);
        }

        Upload with(WriteState now, Optional<Digest> nowDigest) {
            return new Upload(id, at, open, epoch, now.length(), algorithm, nowDigest, now.place(), held);
        }

        Upload movedTo(BlobPlace fresh) {
            return new Upload(id, fresh, true, epoch, received, algorithm, digestSoFar, Optional.empty(), held);
        }
    }

    private static final String COLUMNS =
            " u.id, u.store, u.storage_key, u.state, u.epoch, u.received, u.algorithm, u.digest_so_far, u.multipart, u.quotas,"
                    + " u.reserved ";

    private final JdbcClient jdbc;
    private final LeaseSettings leases;

    UploadSql(JdbcClient jdbc, LeaseSettings leases) {
        this.jdbc = jdbc;
        this.leases = leases;
    }

    /// A session to be made.
    ///
    /// @param writing its first request brings bytes at once
    record NewUpload(UUID id, long ownerId, BlobPlace at, DigestAlgorithm algorithm, boolean writing) {}

    /// The quotas that hold for it; empty when the owner has `limit` sessions already, or the repository is not what
    /// the caller knows.
    Optional<List<Long>> insert(Repository repository, NewUpload upload, int limit) {
        return jdbc.sql("""
                                INSERT INTO content.upload
                                    (id, repository_id, owner_id, store, storage_key, algorithm, state, writer_until,
                                    expires_at, quotas)
                                SELECT :id, r.id, :ownerId, :store, :key, :algorithm,
                                    CASE WHEN :writing THEN 'WRITING' ELSE 'OPEN' END,
                                    CASE WHEN :writing THEN now() + INTERVAL '30 s' END, now() + INTERVAL '1 day',
                                    %s
                                FROM content.repository r
                                WHERE r.id = :repositoryId AND r.deleted_at IS NULL AND r.name = :name
                                    AND r.access_version = :accessVersion
                                    AND (SELECT count(*) FROM content.upload o WHERE o.owner_id = :ownerId) < :limit
                                RETURNING quotas
                                """.formatted(QuotaSql.of("r.id", "r.namespace_id")))
                .param("id", upload.id())
                .param("repositoryId", repository.id())
                .param("name", repository.name().value())
                .param("accessVersion", repository.accessVersion())
                .param("ownerId", upload.ownerId())
                .param("store", upload.at().store())
                .param("key", upload.at().key().value())
                .param("algorithm", upload.algorithm().id())
                .param("writing", upload.writing())
                .param("limit", limit)
                .query((row, _) -> QuotaSql.quotas(row))
                .optional();
    }

    void verify(Repository repository) {
        jdbc.sql("""
                        SELECT name AS repository_name, access_version
                        FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r
                        WHERE deleted_at IS NULL
                        """).param(repository.id()).query(rows -> {
            RepositoryCheck.verify(repository, rows.next() ? rows : null);
            return true;
        });
    }

    /// Ends the owner's session that is idle longest, if that is over an hour.
    Optional<UUID> oldestIdle(long ownerId) {
        return jdbc.sql("""
                        SELECT id FROM content.upload
                        WHERE owner_id = :ownerId AND state = 'OPEN' AND active_at < now() - INTERVAL '1 hour'
                        ORDER BY active_at LIMIT 1
                        """).param("ownerId", ownerId).query(UUID.class).optional();
    }

    /// Also checks the repository: gone meanwhile, it has no sessions any more.
    Optional<Upload> find(Repository repository, long ownerId, UUID id) {
        return jdbc.sql("SELECT r.name AS repository_name, r.access_version," + COLUMNS + """
                        FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r
                        LEFT JOIN (SELECT * FROM content.upload WHERE id = ? OFFSET 0) u
                            ON u.repository_id = r.id AND u.owner_id = ?
                        WHERE r.deleted_at IS NULL
                        """)
                .params(repository.id(), id, ownerId)
                .query(rows -> {
                    boolean found = rows.next();
                    RepositoryCheck.verify(repository, found ? rows : null);
                    return rows.getString("state") == null ? Optional.<Upload>empty() : Optional.of(upload(rows));
                });
    }

    /// Takes the session for writing: only when nobody writes, or the writer has not been heard of in time. What comes
    /// back tells the state before, with the new epoch.
    Optional<Upload> claim(UUID id, int epoch) {
        return jdbc.sql("""
                        WITH before AS (
                            SELECT id, state FROM content.upload
                            WHERE id = :id AND epoch = :epoch AND (state = 'OPEN' OR writer_until < now())
                            FOR UPDATE)
                        UPDATE content.upload w
                        SET state = 'WRITING', epoch = w.epoch + 1, active_at = now(),
                            writer_until = now() + INTERVAL '30 s'
                        FROM before
                        WHERE w.id = before.id
                        RETURNING w.id, w.store, w.storage_key, before.state, w.epoch, w.received, w.algorithm, w.digest_so_far,
                            w.multipart, w.quotas, w.reserved
                        """)
                .param("id", id)
                .param("epoch", epoch)
                .query((row, _) -> upload(row))
                .optional();
    }

    boolean renew(Upload upload) {
        return jdbc.sql("""
                                UPDATE content.upload SET writer_until = now() + INTERVAL '30 s', active_at = now()
                                WHERE id = :id AND epoch = :epoch AND state = 'WRITING'
                                """)
                        .param("id", upload.id())
                        .param("epoch", upload.epoch())
                        .update()
                == 1;
    }

    /// The last bytes of a session, where the store could not take them yet.
    byte[] tail(Upload upload) {
        return jdbc.sql("SELECT coalesce(tail, '') FROM content.upload WHERE id = :id AND epoch = :epoch")
                .param("id", upload.id())
                .param("epoch", upload.epoch())
                .query((row, _) -> row.getBytes(1))
                .optional()
                .orElse(new byte[0]);
    }

    /// Gives the session back as it was claimed.
    void reopen(Upload upload) {
        jdbc.sql("""
                        UPDATE content.upload
                        SET state = 'OPEN', writer_until = NULL, active_at = now(),
                            expires_at = now() + INTERVAL '1 day'
                        WHERE id = :id AND epoch = :epoch AND state = 'WRITING'
                        """).param("id", upload.id()).param("epoch", upload.epoch()).update();
    }

    /// Gives the session back with what is safe now. False when it was cancelled or taken over meanwhile.
    ///
    /// @param digest of all that is safe, where it is known
    boolean release(Upload upload, WriteState safe, Optional<Digest> digest) {
        return jdbc.sql("""
                                UPDATE content.upload
                                SET state = 'OPEN', writer_until = NULL, received = :received,
                                    digest_so_far = :digest, multipart = CAST(:place AS jsonb), tail = :tail, active_at = now(), expires_at = now() + INTERVAL '1 day'
                                WHERE id = :id AND epoch = :epoch AND state = 'WRITING'
                                """)
                        .param("received", safe.length())
                        .param("digest", digest.map(Digest::toBytes).orElse(null), Types.BINARY)
                        .param("place", safe.place().orElse(null), Types.VARCHAR)
                        .param("tail", safe.tail().length == 0 ? null : safe.tail(), Types.BINARY)
                        .param("id", upload.id())
                        .param("epoch", upload.epoch())
                        .update()
                == 1;
    }

    boolean moveTo(Upload upload, BlobPlace fresh) {
        return jdbc.sql("""
                                UPDATE content.upload SET store = :store, storage_key = :key
                                WHERE id = :id AND epoch = :epoch
                                """)
                        .param("store", fresh.store())
                        .param("key", fresh.key().value())
                        .param("id", upload.id())
                        .param("epoch", upload.epoch())
                        .update()
                == 1;
    }

    /// Ends the session as this request knows it; false when another request ended or took it first.
    boolean delete(Upload upload) {
        return jdbc.sql("DELETE FROM content.upload WHERE id = :id AND epoch = :epoch")
                        .param("id", upload.id())
                        .param("epoch", upload.epoch())
                        .update()
                == 1;
    }

    /// What it holds of quotas is the caller's from now on; nothing where the session is not, as this request knows it.
    Held takeReservation(Upload upload) {
        return jdbc.sql("""
                        UPDATE content.upload u SET reserved = 0
                        FROM (SELECT id, reserved FROM content.upload
                            WHERE id = :id AND epoch = :epoch AND reserved > 0 FOR UPDATE) was
                        WHERE u.id = was.id RETURNING u.quotas, was.reserved
                        """)
                .param("id", upload.id())
                .param("epoch", upload.epoch())
                .query((row, _) -> held(row))
                .optional()
                .orElse(Held.NOTHING);
    }

    /// Ends the session whatever its state and leaves its bytes to be deleted, in one statement.
    boolean cancel(UUID id) {
        return end(id, leases.sweepSeconds());
    }

    /// As [#cancel], and its bytes go at once: there was no room for them.
    void refuse(UUID id) {
        end(id, 0);
    }

    private boolean end(UUID id, double delay) {
        return jdbc.sql("""
                                WITH gone AS (
                                    DELETE FROM content.upload WHERE id = :id RETURNING store, storage_key, received)
                                INSERT INTO content.object_deletion (store, storage_key, size, unfinished, due_at)
                                SELECT store, storage_key, received, true, now() + make_interval(secs => :delay)
                                FROM gone
                                """).param("id", id).param("delay", delay).update() == 1;
    }

    /// Ends what nobody wrote to for a day; the same statement as [#cancel].
    int cancelExpired(int limit) {
        return jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.upload WHERE id = ANY (ARRAY(
                                SELECT id FROM content.upload
                                WHERE expires_at < now() AND (writer_until IS NULL OR writer_until < now())
                                ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED))
                            RETURNING store, storage_key, received)
                        INSERT INTO content.object_deletion (store, storage_key, size, unfinished, due_at)
                        SELECT store, storage_key, received, true, now() + make_interval(secs => :delay) FROM gone
                        """)
                .param("limit", limit)
                .param("delay", leases.sweepSeconds())
                .update();
    }

    /// @param unfinished the key was not sealed
    void doom(BlobPlace place, long size, boolean unfinished) {
        jdbc.sql("""
                        INSERT INTO content.object_deletion (store, storage_key, size, unfinished, due_at)
                        VALUES (:store, :key, :size, :unfinished, now() + make_interval(secs => :delay)) ON CONFLICT DO NOTHING
                        """)
                .param("store", place.store())
                .param("key", place.key().value())
                .param("size", size)
                .param("unfinished", unfinished)
                .param("delay", leases.sweepSeconds())
                .update();
    }

    private static Upload upload(ResultSet row) throws SQLException {
        byte[] digest = row.getBytes("digest_so_far");
        return new Upload(
                row.getObject("id", UUID.class),
                BlobSql.place(row),
                "OPEN".equals(row.getString("state")),
                row.getInt("epoch"),
                row.getLong("received"),
                DigestAlgorithm.find(row.getString("algorithm")).orElseThrow(),
                Optional.ofNullable(digest).map(Digest::fromBytes),
                Optional.ofNullable(row.getString("multipart")),
                held(row));
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(QuotaSql.quotas(row), row.getLong("reserved"));
    }
}
