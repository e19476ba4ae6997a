package io.slipway.content;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RepositoryDeletionSql {

    /// @param blobId the last one
    /// @param freed  of what no live repository has
    record Part(long blobId, long blobs, long bytes, long freed) {}

    /// Of one repository, or of all of a namespace.
    private static final String ONE = "repository_id = :id";

    private static final String MANY = """
            repository_id = ANY (ARRAY(
                SELECT id FROM content.repository WHERE namespace_id = :id AND (deleted_at IS NULL) = :live))
            """;

    private final JdbcClient jdbc;

    RepositoryDeletionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Nothing of it can be pulled or found from now on: whatever asks, asks for live ones. Tokens that run end.
    int delete(Repository repository, long by) {
        return jdbc.sql("""
                        UPDATE content.repository
                        SET deleted_at = now(), deleted_by = :by, access_version = access_version + 1
                        WHERE id = :id AND deleted_at IS NULL
                        """).param("by", by).param("id", repository.id()).update();
    }

    int deleteAll(long namespaceId, long by) {
        return jdbc.sql("""
                        UPDATE content.repository
                        SET deleted_at = now(), deleted_by = :by, access_version = access_version + 1
                        WHERE namespace_id = :id AND deleted_at IS NULL
                        """).param("by", by).param("id", namespaceId).update();
    }

    /// The first ones by name.
    List<String> locked(DeletedPlace place, int limit) {
        String name = place.many() ? "r.name || ':' || t.name" : "t.name";
        return jdbc.sql("SELECT " + name + " FROM content.repository r JOIN LATERAL ("
                        + "SELECT name FROM content.tag WHERE repository_id = r.id AND locked ORDER BY name LIMIT :limit) t"
                        + " ON true WHERE " + (place.many() ? "r.namespace_id" : "r.id")
                        + " = :id AND r.deleted_at IS NULL ORDER BY r.name, t.name LIMIT :limit")
                .param("id", place.id())
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    long repositories(long namespaceId) {
        return jdbc.sql("SELECT count(*) FROM content.repository WHERE namespace_id = ? AND deleted_at IS NULL")
                .param(namespaceId)
                .query(Long.class)
                .single();
    }

    long tags(DeletedPlace place, boolean live) {
        return count("content.tag WHERE " + (place.many() ? MANY : ONE), place, live);
    }

    long manifests(DeletedPlace place, boolean live) {
        return count("content.manifest WHERE deleted_at IS NULL AND " + (place.many() ? MANY : ONE), place, live);
    }

    long links(DeletedPlace place) {
        return count(
                "content.repository_blob WHERE " + (place.many() ? "namespace_id = :id" : "repository_id = :id"),
                place,
                false);
    }

    /// As it was measured last; all that are not measured yet count as nothing.
    Optional<RepositorySize> size(DeletedPlace place) {
        return jdbc.sql("SELECT CAST(sum(s.bytes) AS bigint) AS bytes, CAST(sum(s.shared) AS bigint) AS shared"
                        + " FROM content.repository r CROSS JOIN LATERAL ("
                        + "SELECT bytes, shared FROM content.repository_size WHERE repository_id = r.id OFFSET 0) s"
                        + " WHERE r.deleted_at IS NULL AND " + (place.many() ? "r.namespace_id" : "r.id") + " = :id")
                .param("id", place.id())
                .query((row, _) -> row.getObject("bytes") == null
                        ? Optional.<RepositorySize>empty()
                        : Optional.of(new RepositorySize(row.getLong("bytes"), row.getLong("shared"))))
                .single();
    }

    boolean isDeleted(DeletedPlace place) {
        String gone = place.many()
                ? "SELECT FROM accounts.namespace WHERE id = :id AND deleted_at IS NOT NULL"
                : "SELECT FROM content.repository WHERE id = :id AND deleted_at IS NOT NULL";
        return jdbc.sql("SELECT EXISTS (" + gone + ")")
                .param("id", place.id())
                .query(Boolean.class)
                .single();
    }

    /// Ends some of the uploads that nobody can finish any more.
    int cancelUploads(DeletedPlace place, int limit) {
        return jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.upload WHERE id = ANY (ARRAY(
                                SELECT u.id FROM content.repository r
                                CROSS JOIN LATERAL (
                                    SELECT id FROM content.upload WHERE repository_id = r.id
                                    LIMIT :limit FOR UPDATE SKIP LOCKED) u
                                WHERE r.%s = :id AND r.deleted_at IS NOT NULL LIMIT :limit))
                            RETURNING store, storage_key, received)
                        INSERT INTO content.object_deletion (store, storage_key, size, unfinished, due_at)
                        SELECT store, storage_key, received, true, now() FROM gone
                        """.formatted(place.many() ? "namespace_id" : "id"))
                .param("id", place.id())
                .param("limit", limit)
                .update();
    }

    /// The next blobs in the order of their ids.
    Part measure(DeletedPlace place, long after, int limit) {
        return jdbc.sql("""
                        SELECT COALESCE(max(part.blob_id), 0) AS last, count(*) AS blobs,
                            CAST(COALESCE(sum(b.size), 0) AS bigint) AS bytes,
                            CAST(COALESCE(sum(b.size) FILTER (WHERE NOT EXISTS (
                                SELECT FROM content.repository_blob o
                                CROSS JOIN LATERAL (
                                    SELECT deleted_at FROM content.repository WHERE id = o.repository_id OFFSET 0) r
                                WHERE o.blob_id = part.blob_id AND r.deleted_at IS NULL)), 0) AS bigint) AS freed
                        FROM (SELECT DISTINCT blob_id FROM content.repository_blob
                            WHERE %s = :id AND blob_id > :after ORDER BY blob_id LIMIT :limit) part
                        CROSS JOIN LATERAL (SELECT size FROM content.blob WHERE id = part.blob_id OFFSET 0) b
                        """.formatted(place.many() ? "namespace_id" : "repository_id"))
                .param("id", place.id())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) ->
                        new Part(row.getLong("last"), row.getLong("blobs"), row.getLong("bytes"), row.getLong("freed")))
                .single();
    }

    private long count(String what, DeletedPlace place, boolean live) {
        return jdbc.sql("SELECT count(*) FROM " + what)
                .param("id", place.id())
                .param("live", live)
                .query(Long.class)
                .single();
    }
}
