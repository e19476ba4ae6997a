package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RetentionSql {

    /// @param about what it is attached to, where it is
    record Read(RetentionTag tag, Optional<Digest> about) {}

    private final JdbcClient jdbc;

    RetentionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Instant now() {
        return jdbc.sql("SELECT now()")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /// The newest thing that happened to a tag.
    long edition(long repositoryId) {
        return jdbc.sql("""
                        SELECT id FROM content.tag_event WHERE repository_id = ? ORDER BY at DESC, id DESC LIMIT 1
                        """).param(repositoryId).query(Long.class).optional().orElse(0L);
    }

    /// By name, after `last`. The order of pulls is for the plan: of the two indexes of tag_pull only the key has it.
    List<Read> page(long repositoryId, String last, int limit) {
        return jdbc.sql("""
                        SELECT t.name, t.manifest_id, t.updated_at, t.locked, p.last_pull_at, m.subject, %s AS attached
                        FROM (SELECT * FROM content.tag WHERE repository_id = :repositoryId AND name > :last
                            ORDER BY name LIMIT :limit) t
                        JOIN LATERAL (SELECT subject FROM content.manifest WHERE id = t.manifest_id OFFSET 0) m ON true
                        LEFT JOIN LATERAL (SELECT name, last_pull_at FROM content.tag_pull
                            WHERE repository_id = t.repository_id AND name >= t.name ORDER BY name LIMIT 1) p
                            ON p.name = t.name
                        ORDER BY t.name
                        """.formatted(TagListSql.ATTACHMENT.replace("name", "t.name")))
                .param("repositoryId", repositoryId)
                .param("last", last)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    /// By the digest of what something is about: the manifest, what that is about, and all indexes that list one of
    /// them. What is not here is left out.
    Map<Digest, Set<Long>> images(long repositoryId, Collection<Digest> digests) {
        Map<Digest, Set<Long>> found = new HashMap<>();
        jdbc.sql("""
                        WITH RECURSIVE up (start, digest, levels) AS (
                            SELECT d, d, 0 FROM unnest(CAST(:digests AS bytea[])) d
                            UNION
                            SELECT u.start, above.digest, u.levels + 1 FROM up u
                            CROSS JOIN LATERAL (
                                SELECT p.digest FROM (SELECT parent_id FROM content.manifest_child
                                    WHERE repository_id = :repositoryId AND child_digest = u.digest OFFSET 0) c
                                JOIN LATERAL (SELECT digest, deleted_at FROM content.manifest
                                    WHERE id = c.parent_id OFFSET 0) p ON p.deleted_at IS NULL
                                UNION ALL
                                SELECT s.subject FROM (SELECT subject, deleted_at FROM content.manifest
                                    WHERE repository_id = :repositoryId AND digest = u.digest OFFSET 0) s
                                WHERE s.deleted_at IS NULL AND s.subject IS NOT NULL) above
                            WHERE u.levels < 9)
                        SELECT up.start, m.id FROM up
                        JOIN LATERAL (SELECT id, deleted_at FROM content.manifest
                            WHERE repository_id = :repositoryId AND digest = up.digest OFFSET 0) m
                            ON m.deleted_at IS NULL
                        """)
                .param("digests", ManifestSql.array(digests))
                .param("repositoryId", repositoryId)
                .query(row -> {
                    found.computeIfAbsent(Digest.fromBytes(row.getBytes("start")), _ -> new HashSet<>())
                            .add(row.getLong("id"));
                });
        return found;
    }

    /// Of the manifests those that a tag names, other than these.
    Set<Long> named(Collection<Long> manifests, Collection<String> names) {
        return new HashSet<>(jdbc.sql("""
                        SELECT DISTINCT t.manifest_id FROM unnest(:manifests) given (id)
                        JOIN LATERAL (SELECT manifest_id FROM content.tag WHERE manifest_id = given.id
                            AND name <> ALL (:names) LIMIT 1) t ON true
                        """)
                .param("manifests", manifests.toArray(Long[]::new))
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .list());
    }

    /// By tag, what it names.
    Map<String, Digest> digests(long repositoryId, Collection<String> names) {
        Map<String, Digest> found = new HashMap<>();
        jdbc.sql("""
                        SELECT t.name, m.digest FROM content.tag t
                        JOIN LATERAL (SELECT digest FROM content.manifest WHERE id = t.manifest_id OFFSET 0) m ON true
                        WHERE t.repository_id = :repositoryId AND t.name = ANY (:names)
                        """)
                .param("repositoryId", repositoryId)
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    found.put(row.getString("name"), Digest.fromBytes(row.getBytes("digest")));
                });
        return found;
    }

    private static Read read(ResultSet row) throws SQLException {
        String name = row.getString("name");
        Optional<Digest> subject = Optional.ofNullable(row.getBytes("subject")).map(Digest::fromBytes);
        Optional<Digest> about = row.getBoolean("attached") ? named(name) : subject;
        RetentionTag tag = new RetentionTag(
                name,
                row.getLong("manifest_id"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("last_pull_at", OffsetDateTime.class)),
                row.getBoolean("locked"),
                about.map(_ -> Set.of()));
        return new Read(tag, about);
    }

    /// Of `sha256-….sig`.
    private static Optional<Digest> named(String tag) {
        int end = tag.indexOf('.') < 0 ? tag.length() : tag.indexOf('.');
        try {
            return Optional.of(Digest.parse(tag.substring(0, end).replaceFirst("-", ":")));
        } catch (OciException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
