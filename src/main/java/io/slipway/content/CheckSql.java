package io.slipway.content;

import io.slipway.content.LinkReviewSql.Link;
import io.slipway.content.ScrubSql.Claimed;
import io.slipway.oci.Digest;
import io.slipway.storage.StorageKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CheckSql {

    /// @param linked some repository has it
    record KnownBlob(Claimed claimed, boolean damaged, boolean linked) {}

    record KnownUpload(UUID id, StorageKey key, long received) {}

    private final JdbcClient jdbc;

    CheckSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Instant now() {
        return jdbc.sql("SELECT now()").query(OffsetDateTime.class).single().toInstant();
    }

    List<KnownBlob> blobs(short store, long after, int limit) {
        return jdbc.sql("""
                        SELECT b.*, EXISTS (
                            SELECT FROM content.repository_blob l WHERE l.blob_id = b.id OFFSET 0) AS linked
                        FROM (SELECT * FROM content.blob WHERE store = :store AND id > :after
                            ORDER BY id LIMIT :limit) b
                        ORDER BY b.id
                        """)
                .param("store", store)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new KnownBlob(
                        new Claimed(
                                row.getLong("id"),
                                new Blob(Digest.fromBytes(row.getBytes("digest")), row.getLong("size")),
                                BlobSql.place(row)),
                        row.getObject("damaged_at") != null,
                        row.getBoolean("linked")))
                .list();
    }

    /// Whether the blob is still there, has its bytes there, and is as damaged as it was.
    boolean names(Claimed claimed, boolean damaged) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM content.blob
                            WHERE id = ? AND store = ? AND storage_key = ? AND (damaged_at IS NOT NULL) = ?)
                        """)
                .params(
                        claimed.id(),
                        claimed.place().store(),
                        claimed.place().key().value(),
                        damaged)
                .query(Boolean.class)
                .single();
    }

    /// Links to these blobs that no manifest needs and no review waits for.
    List<Link> forgotten(Long[] blobs) {
        return jdbc.sql("""
                        SELECT l.blob_id, l.repository_id FROM content.repository_blob l
                        WHERE l.blob_id = ANY (?)
                            AND NOT EXISTS (SELECT FROM content.link_review v
                                WHERE v.blob_id = l.blob_id AND v.repository_id = l.repository_id OFFSET 0)
                            AND %s
                        ORDER BY l.blob_id, l.repository_id
                        """.formatted(LinkReviewSql.UNREFERENCED))
                .param(blobs)
                .query((row, _) -> new Link(row.getLong("blob_id"), row.getLong("repository_id")))
                .list();
    }

    /// A few that have it.
    List<String> repositories(long blob) {
        return jdbc.sql("""
                        SELECT r.name FROM content.repository_blob l JOIN content.repository r ON r.id = l.repository_id
                        WHERE l.blob_id = ? AND r.deleted_at IS NULL ORDER BY r.name LIMIT 3
                        """).param(blob).query((row, _) -> row.getString(1)).list();
    }

    /// Keys that neither a blob nor an upload has, and that wait for no deletion.
    Set<String> unnamed(short store, String[] keys) {
        return new HashSet<>(jdbc.sql("""
                        SELECT given.key FROM unnest(:keys) given (key)
                        WHERE %s AND NOT EXISTS (SELECT FROM content.object_deletion d
                            WHERE d.store = :store AND d.storage_key = given.key OFFSET 0)
                        """.formatted(CheckRepairSql.UNOWNED))
                .param("keys", keys)
                .param("store", store)
                .query((row, _) -> row.getString(1))
                .list());
    }

    /// Those with acknowledged bytes that can be looked at: parts of a bucket cannot, before they are put together.
    List<KnownUpload> uploads(short store, UUID after, int limit) {
        return jdbc.sql("""
                        SELECT id, storage_key, received FROM content.upload
                        WHERE store = ? AND id > ? AND received > 0 AND multipart IS NULL ORDER BY id LIMIT ?
                        """)
                .params(store, after, limit)
                .query((row, _) -> new KnownUpload(
                        row.getObject("id", UUID.class),
                        new StorageKey(row.getString("storage_key")),
                        row.getLong("received")))
                .list();
    }

    boolean names(KnownUpload upload) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content.upload WHERE id = ? AND storage_key = ?)")
                .params(upload.id(), upload.key().value())
                .query(Boolean.class)
                .single();
    }
}
