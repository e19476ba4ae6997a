package io.slipway.content;

import io.slipway.content.DamagedBlob.Place;
import io.slipway.content.ScrubProgress.Damage;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import io.slipway.storage.BlobPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ScrubSql {

    record Claimed(long id, Blob blob, BlobPlace place) {}

    private static final String CHECKED = "COALESCE(scrubbed_at, created_at)";

    private final JdbcClient jdbc;

    ScrubSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The one that was read longest ago, for this replica alone.
    ///
    /// @param bytesPerSecond how fast it will be read: the claim lasts twice as long, and a minute
    Optional<Claimed> claim(Short[] stores, double periodSeconds, double bytesPerSecond) {
        return jdbc.sql("""
                        UPDATE content.blob b
                        SET scrub_until = now() + make_interval(secs => 60 + 2 * b.size / :rate)
                        WHERE b.id = (
                            SELECT id FROM content.blob
                            WHERE damaged_at IS NULL AND store = ANY (:stores)
                                AND %s < now() - make_interval(secs => :period)
                                AND (scrub_until IS NULL OR scrub_until < now())
                            ORDER BY %s, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
                        RETURNING b.id, b.digest, b.size, b.store, b.storage_key
                        """.formatted(CHECKED, CHECKED))
                .param("stores", stores)
                .param("period", periodSeconds)
                .param("rate", bytesPerSecond)
                .query((row, _) -> new Claimed(
                        row.getLong("id"),
                        new Blob(Digest.fromBytes(row.getBytes("digest")), row.getLong("size")),
                        BlobSql.place(row)))
                .optional();
    }

    void right(Claimed claimed) {
        jdbc.sql(
                        "UPDATE content.blob SET scrubbed_at = now(), scrub_until = NULL WHERE id = ? AND store = ? AND storage_key = ?")
                .params(
                        claimed.id(),
                        claimed.place().store(),
                        claimed.place().key().value())
                .update();
    }

    /// Not when other bytes took their place, or nobody needs them any more.
    boolean damaged(Claimed claimed) {
        return jdbc.sql("""
                        UPDATE content.blob SET damaged_at = now(), scrub_until = NULL
                        WHERE id = ? AND store = ? AND storage_key = ? AND damaged_at IS NULL
                        """)
                        .params(
                                claimed.id(),
                                claimed.place().store(),
                                claimed.place().key().value())
                        .update()
                == 1;
    }

    ScrubProgress progress(double periodSeconds) {
        return jdbc.sql("""
                        SELECT count(*) AS blobs, COALESCE(sum(size), 0) AS bytes,
                            count(*) FILTER (WHERE scrubbed_at > since) AS checked,
                            COALESCE(sum(size) FILTER (WHERE scrubbed_at > since), 0) AS checked_bytes,
                            count(*) FILTER (WHERE damaged_at IS NULL AND right_at < since) AS due,
                            COALESCE(sum(size) FILTER (WHERE damaged_at IS NULL AND right_at < since), 0) AS due_bytes,
                            count(damaged_at) AS damaged,
                            COALESCE(sum(size) FILTER (WHERE damaged_at IS NOT NULL), 0) AS damaged_bytes,
                            min(right_at) FILTER (WHERE damaged_at IS NULL) AS next, now() AS now
                        FROM (SELECT *, %s AS right_at, now() - make_interval(secs => ?) AS since
                            FROM content.blob) b
                        """.formatted(CHECKED))
                .param(periodSeconds)
                .query((row, _) -> progress(row))
                .single();
    }

    private static ScrubProgress progress(ResultSet row) throws SQLException {
        return new ScrubProgress(
                row.getLong("blobs"),
                row.getLong("bytes"),
                row.getLong("checked"),
                row.getLong("checked_bytes"),
                row.getLong("due"),
                row.getLong("due_bytes"),
                new Damage(row.getLong("damaged"), row.getLong("damaged_bytes")),
                Optional.ofNullable(row.getObject("next", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                row.getObject("now", OffsetDateTime.class).toInstant());
    }

    List<DamagedBlob> page(long after, int limit) {
        return jdbc.sql("""
                        SELECT b.id, b.digest, b.size, b.damaged_at,
                            ARRAY(SELECT r.name FROM content.repository_blob l
                                JOIN content.repository r ON r.id = l.repository_id
                                WHERE l.blob_id = b.id AND r.deleted_at IS NULL
                                ORDER BY r.name LIMIT :places) AS repositories,
                            ARRAY(SELECT (SELECT t.name FROM content.manifest_blob e
                                    JOIN content.manifest m ON m.id = e.manifest_id
                                    CROSS JOIN LATERAL (SELECT m.id
                                        UNION ALL SELECT c.parent_id FROM content.manifest_child c
                                        WHERE c.repository_id = m.repository_id AND c.child_digest = m.digest) n
                                    JOIN content.tag t ON t.manifest_id = n.id
                                    WHERE e.blob_id = b.id AND e.repository_id = l.repository_id
                                    ORDER BY t.updated_at DESC LIMIT 1)
                                FROM content.repository_blob l
                                JOIN content.repository r ON r.id = l.repository_id
                                WHERE l.blob_id = b.id AND r.deleted_at IS NULL
                                ORDER BY r.name LIMIT :places) AS tags
                        FROM content.blob b WHERE b.damaged_at IS NOT NULL AND b.id > :after
                        ORDER BY b.id LIMIT :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .param("places", DamagedBlob.PLACES)
                .query((row, _) -> blob(row))
                .list();
    }

    private static DamagedBlob blob(ResultSet row) throws SQLException {
        String[] repositories = (String[]) row.getArray("repositories").getArray();
        String[] tags = (String[]) row.getArray("tags").getArray();
        List<Place> places = Arrays.stream(repositories)
                .map(name -> new Place(
                        new RepositoryName(name),
                        Optional.ofNullable(tags[Arrays.asList(repositories).indexOf(name)])))
                .toList();
        return new DamagedBlob(
                row.getLong("id"),
                Digest.fromBytes(row.getBytes("digest")),
                row.getLong("size"),
                row.getObject("damaged_at", OffsetDateTime.class).toInstant(),
                places);
    }
}
