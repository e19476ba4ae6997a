package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TagSql {

    private static final String SUMMARY = """
            SELECT t.name, m.digest, m.media_type, t.updated_at, COALESCE(u.name, '') AS updated_by,
                (SELECT sum(part.size + COALESCE((
                    SELECT sum(b.size) FROM content.manifest_blob e JOIN content.blob b ON b.id = e.blob_id
                    WHERE e.manifest_id = part.id), 0))
                FROM content.live_manifest part
                WHERE part.repository_id = m.repository_id AND part.digest IN (
                    SELECT m.digest UNION ALL
                    SELECT c.child_digest FROM content.manifest_child c WHERE c.parent_id = m.id)) AS total
            FROM content.tag t
            JOIN content.live_manifest m ON m.id = t.manifest_id
            LEFT JOIN accounts.principal_name u ON u.principal_id = t.updated_by
            """;

    private final JdbcClient jdbc;

    TagSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One row with all the names: ten thousand rows would cost more than the names in them.
    List<String> page(Repository repository, String last, int limit) {
        return jdbc.sql("""
                        SELECT r.name AS repository_name, r.access_version, ARRAY(
                            SELECT name FROM content.tag
                            WHERE repository_id = ? AND name > ? ORDER BY name LIMIT ?) AS names
                        FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r
                        WHERE r.deleted_at IS NULL
                        """)
                .params(repository.id(), last, limit, repository.id())
                .query(rows -> {
                    RepositoryCheck.verify(repository, rows.next() ? rows : null);
                    return List.of((String[]) rows.getArray("names").getArray());
                });
    }

    List<TagSummary> newest(long repositoryId, String words, TagPosition last, int limit) {
        return jdbc.sql(SUMMARY + """
                        WHERE t.repository_id = :repositoryId
                            AND (strpos(t.name, :words) > 0 OR m.digest = :digest)
                            AND (t.updated_at < :lastAt OR t.updated_at = :lastAt AND t.name > :lastName)
                        ORDER BY t.updated_at DESC, t.name LIMIT :limit
                        """)
                .param("repositoryId", repositoryId)
                .param("words", words)
                .param("digest", digest(words))
                .param("lastAt", last.updatedAt().atOffset(ZoneOffset.UTC))
                .param("lastName", last.name())
                .param("limit", limit)
                .query((row, _) -> summary(row))
                .list();
    }

    List<TagSummary> summaries(long repositoryId, String last, int limit) {
        return jdbc.sql(SUMMARY + "WHERE t.repository_id = ? AND t.name > ? ORDER BY t.name LIMIT ?")
                .params(repositoryId, last, limit)
                .query((row, _) -> summary(row))
                .list();
    }

    /// How many of the names now point at the manifest; a locked tag keeps what it has.
    int upsert(long repositoryId, Collection<String> sortedNames, long manifestId, long by) {
        return jdbc.sql("""
                        INSERT INTO content.tag AS t (repository_id, name, manifest_id, updated_by)
                        SELECT :repositoryId, name, :manifestId, :by
                        FROM unnest(:names) WITH ORDINALITY AS given (name, place) ORDER BY place
                        ON CONFLICT (repository_id, name) DO UPDATE
                            SET manifest_id = EXCLUDED.manifest_id, updated_at = now(), updated_by = EXCLUDED.updated_by
                            WHERE NOT t.locked OR t.manifest_id = EXCLUDED.manifest_id
                        """)
                .param("repositoryId", repositoryId)
                .param("manifestId", manifestId)
                .param("by", by)
                .param("names", sortedNames.toArray(String[]::new))
                .update();
    }

    /// After [#upsert] in its transaction: the row locks make the newest event of each tag the one to go on from. What
    /// a tag left behind and no other tag names is untagged from now on.
    void recordMoves(long repositoryId, Collection<String> names, Digest digest, Actor actor) {
        jdbc.sql("""
                        WITH moved AS (
                            INSERT INTO content.tag_event (repository_id, name, kind, digest, previous, by, client)
                            SELECT :repositoryId, given.name,
                                CASE WHEN last.digest IS NULL THEN 'CREATE' ELSE 'MOVE' END,
                                :digest, last.digest, :by, :client
                            FROM unnest(:names) given (name)
                            LEFT JOIN LATERAL (
                                SELECT e.digest FROM content.tag_event e
                                WHERE e.repository_id = :repositoryId AND e.name = given.name
                                ORDER BY e.id DESC LIMIT 1) last ON true
                            WHERE last.digest IS DISTINCT FROM :digest
                            RETURNING previous)
                        UPDATE content.manifest m
                        SET untagged_since = CASE WHEN m.digest = :digest THEN NULL ELSE now() END
                        WHERE m.repository_id = :repositoryId
                            AND m.digest = ANY (ARRAY(SELECT previous FROM moved UNION ALL SELECT :digest))
                            AND CASE WHEN m.digest = :digest THEN m.untagged_since IS NOT NULL
                                ELSE NOT EXISTS (SELECT FROM content.tag t WHERE t.manifest_id = m.id) END
                        """)
                .param("repositoryId", repositoryId)
                .param("names", names.toArray(String[]::new))
                .param("digest", digest.toBytes())
                .param("by", actor.principalId())
                .param("client", actor.client())
                .update();
    }

    boolean isLocked(long repositoryId, Tag tag) {
        return jdbc.sql("SELECT locked FROM content.tag WHERE repository_id = ? AND name = ? FOR UPDATE")
                .params(repositoryId, tag.value())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    boolean anyLocked(long manifestId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content.tag WHERE manifest_id = ? AND locked)")
                .param(manifestId)
                .query(Boolean.class)
                .single();
    }

    boolean delete(long repositoryId, Tag tag, Actor actor) {
        return jdbc.sql("""
                                WITH gone AS (
                                    DELETE FROM content.tag WHERE repository_id = :repositoryId AND name = :name
                                    RETURNING name, manifest_id),
                                lost AS (
                                    UPDATE content.manifest m SET untagged_since = now() FROM gone
                                    WHERE m.id = gone.manifest_id AND NOT EXISTS (
                                        SELECT FROM content.tag t
                                        WHERE t.manifest_id = m.id AND t.name <> gone.name))
                                INSERT INTO content.tag_event (repository_id, name, kind, previous, by, client)
                                SELECT :repositoryId, gone.name, 'DELETE', m.digest, :by, :client
                                FROM gone JOIN content.manifest m ON m.id = gone.manifest_id
                                """)
                        .param("repositoryId", repositoryId)
                        .param("name", tag.value())
                        .param("by", actor.principalId())
                        .param("client", actor.client())
                        .update()
                == 1;
    }

    /// All tags of a manifest that goes.
    void deleteOf(long repositoryId, long manifestId, Digest digest, Actor actor) {
        jdbc.sql("""
                        WITH gone AS (DELETE FROM content.tag WHERE manifest_id = :manifestId RETURNING name)
                        INSERT INTO content.tag_event (repository_id, name, kind, previous, by, client)
                        SELECT :repositoryId, name, 'DELETE', :digest, :by, :client FROM gone
                        """)
                .param("manifestId", manifestId)
                .param("repositoryId", repositoryId)
                .param("digest", digest.toBytes())
                .param("by", actor.principalId())
                .param("client", actor.client())
                .update();
    }

    /// A whole digest finds its tags; anything else is no digest of anything.
    private static byte[] digest(String words) {
        try {
            return Digest.parse(words).toBytes();
        } catch (OciException e) {
            return new byte[0];
        }
    }

    private static TagSummary summary(ResultSet row) throws SQLException {
        return new TagSummary(
                row.getString("name"),
                Digest.fromBytes(row.getBytes("digest")),
                row.getString("media_type"),
                row.getLong("total"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getString("updated_by"));
    }
}
