package io.slipway.content;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RepositoryPurgeSql {

    private final JdbcClient jdbc;
    private final LeaseSettings leases;
    private final TrashSettings trash;

    RepositoryPurgeSql(JdbcClient jdbc, LeaseSettings leases, TrashSettings trash) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.trash = trash;
    }

    /// Repositories that nobody can restore any more; not those that only wait for their last blobs to be reviewed.
    List<Long> lockDue(int limit) {
        return jdbc.sql("""
                        SELECT r.id FROM content.repository r
                        WHERE r.deleted_at <= now() - make_interval(secs => :window)
                            AND (NOT EXISTS (SELECT FROM content.repository_blob l WHERE l.repository_id = r.id OFFSET 0)
                                OR EXISTS (SELECT FROM content.manifest m WHERE m.repository_id = r.id OFFSET 0)
                                OR EXISTS (SELECT FROM content.tag t WHERE t.repository_id = r.id OFFSET 0)
                                OR EXISTS (SELECT FROM content.upload u WHERE u.repository_id = r.id OFFSET 0))
                        ORDER BY r.deleted_at, r.id LIMIT :limit FOR UPDATE SKIP LOCKED
                        """)
                .param("window", trash.seconds())
                .param("limit", limit)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    int cancelUploads(long repositoryId, int limit) {
        return jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.upload WHERE id = ANY (ARRAY(
                                SELECT id FROM content.upload WHERE repository_id = :id LIMIT :limit))
                            RETURNING store, storage_key, received)
                        INSERT INTO content.object_deletion (store, storage_key, size, unfinished, due_at)
                        SELECT store, storage_key, received, true, now() + make_interval(secs => :delay) FROM gone
                        """)
                .param("id", repositoryId)
                .param("limit", limit)
                .param("delay", leases.sweepSeconds())
                .update();
    }

    int deleteTags(long repositoryId, int limit) {
        return jdbc.sql("""
                        DELETE FROM content.tag WHERE repository_id = :id AND name = ANY (ARRAY(
                            SELECT name FROM content.tag WHERE repository_id = :id ORDER BY name LIMIT :limit))
                        """).param("id", repositoryId).param("limit", limit).update();
    }

    List<Long> lockManifests(long repositoryId, int limit) {
        return jdbc.sql("""
                        SELECT id FROM content.manifest WHERE id = ANY (ARRAY(
                            SELECT id FROM content.manifest WHERE repository_id = :id ORDER BY digest LIMIT :limit))
                        ORDER BY id FOR UPDATE
                        """)
                .param("id", repositoryId)
                .param("limit", limit)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    boolean hasLinks(long repositoryId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content.repository_blob WHERE repository_id = ?)")
                .param(repositoryId)
                .query(Boolean.class)
                .single();
    }

    int deleteEvents(long repositoryId, int limit) {
        return jdbc.sql("""
                        DELETE FROM content.tag_event WHERE id = ANY (ARRAY(
                            SELECT id FROM content.tag_event WHERE repository_id = :id ORDER BY at LIMIT :limit))
                        """).param("id", repositoryId).param("limit", limit).update();
    }

    int deleteTagUsage(long repositoryId, int limit) {
        return jdbc.sql("""
                        DELETE FROM content.tag_usage WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM content.tag_usage WHERE repository_id = :id LIMIT :limit))
                        """).param("id", repositoryId).param("limit", limit).update();
    }

    int deleteUsage(long repositoryId, int limit) {
        return jdbc.sql("""
                        DELETE FROM content.repository_usage WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM content.repository_usage WHERE repository_id = :id LIMIT :limit))
                        """).param("id", repositoryId).param("limit", limit).update();
    }

    /// The row, with the few rows beside it.
    void delete(long repositoryId) {
        jdbc.sql("""
                        WITH days AS (DELETE FROM content.repository_size_day WHERE repository_id = :id),
                        sizes AS (DELETE FROM content.repository_size WHERE repository_id = :id),
                        stars AS (DELETE FROM content.star WHERE repository_id = :id),
                        texts AS (DELETE FROM content.readme WHERE repository_id = :id),
                        aliases AS (DELETE FROM content.repository_alias WHERE repository_id = :id),
                        activities AS (DELETE FROM content.repository_activity WHERE repository_id = :id),
                        pulls AS (DELETE FROM content.repository_pulls WHERE repository_id = :id)
                        DELETE FROM content.repository_content WHERE repository_id = :id
                        """).param("id", repositoryId).update();
        jdbc.sql("DELETE FROM content.repository WHERE id = ?")
                .param(repositoryId)
                .update();
    }

    /// Repositories of pushes that never came to a manifest.
    List<Long> lockAbandoned(int limit) {
        return jdbc.sql("""
                        SELECT id FROM content.repository
                        WHERE hidden AND deleted_at IS NULL AND created_at < now() - INTERVAL '1 hour'
                        ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
                        """).param(limit).query((row, _) -> row.getLong(1)).list();
    }

    /// Asked under the lock. It goes like a deleted one, which nobody can restore: a push that comes at this very
    /// moment is told that its repository is gone.
    void abandon(List<Long> repositories) {
        jdbc.sql("""
                        UPDATE content.repository r SET deleted_at = now() - make_interval(secs => :window)
                        WHERE r.id = ANY (:ids) AND r.hidden AND r.deleted_at IS NULL
                            AND NOT EXISTS (SELECT FROM content.upload u WHERE u.repository_id = r.id OFFSET 0)
                            AND NOT EXISTS (SELECT FROM content.repository_blob l WHERE l.repository_id = r.id OFFSET 0)
                            AND NOT EXISTS (SELECT FROM content.manifest m WHERE m.repository_id = r.id OFFSET 0)
                        """)
                .param("ids", repositories.toArray(Long[]::new))
                .param("window", trash.seconds())
                .update();
    }
}
