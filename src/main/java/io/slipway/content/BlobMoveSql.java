package io.slipway.content;

import io.slipway.content.ScrubSql.Claimed;
import io.slipway.oci.Digest;
import io.slipway.storage.BlobPlace;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BlobMoveSql {

    private final JdbcClient jdbc;

    BlobMoveSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Damaged ones stay: there is nothing to move.
    BlobsElsewhere left(short to) {
        return jdbc.sql("""
                        SELECT b.*, (SELECT count(*) FROM content.upload WHERE store <> :to) AS uploads
                        FROM (SELECT count(*) AS blobs, coalesce(sum(size), 0) AS bytes,
                                count(damaged_at) AS damaged
                            FROM content.blob WHERE store <> :to) b
                        """)
                .param("to", to)
                .query((row, _) -> new BlobsElsewhere(
                        row.getLong("blobs"), row.getLong("bytes"), row.getLong("damaged"), row.getLong("uploads")))
                .single();
    }

    List<Claimed> page(short to, long after, int limit) {
        return jdbc.sql("""
                        SELECT id, digest, size, store, storage_key FROM content.blob
                        WHERE store <> :to AND damaged_at IS NULL AND id > :after ORDER BY id LIMIT :limit
                        """)
                .param("to", to)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Claimed(
                        row.getLong("id"),
                        new Blob(Digest.fromBytes(row.getBytes("digest")), row.getLong("size")),
                        BlobSql.place(row)))
                .list();
    }

    /// Before the first byte: whoever dies on the way leaves nothing that nobody knows.
    void announce(BlobPlace copy, long size) {
        jdbc.sql("""
                        INSERT INTO content.object_deletion (store, storage_key, size, unfinished, due_at)
                        VALUES (:store, :key, :size, true, now() + INTERVAL '1 day')
                        """)
                .param("store", copy.store())
                .param("key", copy.key().value())
                .param("size", size)
                .update();
    }

    /// False when its bytes lie elsewhere by now, or nobody needs them any more.
    boolean move(Claimed claimed, BlobPlace copy) {
        return jdbc.sql("""
                                UPDATE content.blob SET store = :store, storage_key = :key, scrubbed_at = now()
                                WHERE id = :id AND store = :oldStore AND storage_key = :oldKey AND damaged_at IS NULL
                                """)
                        .param("store", copy.store())
                        .param("key", copy.key().value())
                        .param("id", claimed.id())
                        .param("oldStore", claimed.place().store())
                        .param("oldKey", claimed.place().key().value())
                        .update()
                == 1;
    }

    /// False when it took so long that the sweep has it.
    boolean keep(BlobPlace copy) {
        return jdbc.sql("""
                        DELETE FROM content.object_deletion
                        WHERE store = :store AND storage_key = :key AND attempts = 0
                        """)
                        .param("store", copy.store())
                        .param("key", copy.key().value())
                        .update()
                == 1;
    }

    void drop(BlobPlace copy) {
        jdbc.sql("UPDATE content.object_deletion SET due_at = now() WHERE store = ? AND storage_key = ?")
                .params(copy.store(), copy.key().value())
                .update();
    }
}
