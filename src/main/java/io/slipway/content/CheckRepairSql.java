package io.slipway.content;

import io.slipway.content.LinkReviewSql.Link;
import io.slipway.content.ScrubSql.Claimed;
import io.slipway.storage.StoredObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CheckRepairSql {

    /// Neither a blob nor an upload has the key `given.key`.
    static final String UNOWNED = """
            NOT EXISTS (SELECT FROM content.blob b WHERE b.store = :store AND b.storage_key = given.key OFFSET 0)
                AND NOT EXISTS (SELECT FROM content.upload u
                    WHERE u.store = :store AND u.storage_key = given.key OFFSET 0)
            """;

    private final JdbcClient jdbc;

    CheckRepairSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Leaves an object to the sweep, which looks once more for an owner.
    boolean doom(short store, StoredObject object, double delay) {
        return jdbc.sql("""
                                INSERT INTO content.object_deletion (store, storage_key, size, due_at)
                                SELECT :store, given.key, :size, now() + make_interval(secs => :delay)
                                FROM (SELECT :key) given (key)
                                WHERE %s
                                ON CONFLICT DO NOTHING
                                """.formatted(UNOWNED))
                        .param("store", store)
                        .param("key", object.key().value())
                        .param("size", object.size())
                        .param("delay", delay)
                        .update()
                == 1;
    }

    boolean review(Link link) {
        return jdbc.sql("""
                                INSERT INTO content.link_review (blob_id, repository_id, due_at)
                                SELECT blob_id, repository_id, greatest(lease_until, now())
                                FROM content.repository_blob WHERE repository_id = ? AND blob_id = ?
                                ON CONFLICT DO NOTHING
                                """).params(link.repositoryId(), link.blobId()).update() == 1;
    }

    /// Its bytes were read and are right.
    boolean heal(Claimed claimed) {
        return jdbc.sql("""
                                UPDATE content.blob SET damaged_at = NULL, scrubbed_at = now(), scrub_until = NULL
                                WHERE id = ? AND store = ? AND storage_key = ? AND damaged_at IS NOT NULL
                                """)
                        .params(
                                claimed.id(),
                                claimed.place().store(),
                                claimed.place().key().value())
                        .update()
                == 1;
    }
}
