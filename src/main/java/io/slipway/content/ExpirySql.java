package io.slipway.content;

import io.slipway.content.TagRemovalSql.Doomed;
import io.slipway.content.TagSummary.Hold;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ExpirySql {

    private record Due(long repositoryId, Doomed tag) {}

    private final JdbcClient jdbc;

    ExpirySql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Tags whose time is over, by repository.
    Map<Long, List<Doomed>> due(int limit) {
        return jdbc
                .sql("""
                        SELECT repository_id, name, manifest_id, updated_at FROM content.tag
                        WHERE expires_at IS NOT NULL AND COALESCE(held_until, expires_at) <= now()
                        ORDER BY COALESCE(held_until, expires_at) LIMIT ?
                        """)
                .param(limit)
                .query((row, _) -> new Due(
                        row.getLong("repository_id"),
                        new Doomed(
                                row.getString("name"),
                                row.getLong("manifest_id"),
                                row.getObject("updated_at", OffsetDateTime.class)
                                        .toInstant(),
                                Instant.EPOCH)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Due::repositoryId, Collectors.mapping(Due::tag, Collectors.toList())));
    }

    /// Looked at again later.
    void hold(long repositoryId, Collection<String> names, Duration time) {
        jdbc.sql("""
                        UPDATE content.tag SET held_until = now() + make_interval(secs => :secs)
                        WHERE repository_id = :repositoryId AND name = ANY (:names)
                        """)
                .param("secs", (double) time.toSeconds())
                .param("repositoryId", repositoryId)
                .param("names", names.toArray(String[]::new))
                .update();
    }

    /// By hand: no label changes it until the tag names something else.
    ///
    /// @param after the time from now; none: never
    /// @return the time, or empty for a tag that is not there
    Optional<Optional<Instant>> set(long repositoryId, String tag, Optional<Duration> after) {
        return jdbc.sql("""
                        UPDATE content.tag SET expires_at = now() + make_interval(secs => CAST(:secs AS float8)),
                            expiry_by_hand = true, held_until = NULL
                        WHERE repository_id = :repositoryId AND name = :name RETURNING expires_at
                        """)
                .param("secs", after.map(it -> (double) it.toSeconds()).orElse(null), Types.DOUBLE)
                .param("repositoryId", repositoryId)
                .param("name", tag)
                .query((row, _) -> Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .optional();
    }

    /// The same at a time.
    ///
    /// @return how many tags: none for one that is not there, or for a time that is over
    int setAt(long repositoryId, String tag, Instant at) {
        return jdbc.sql("""
                        UPDATE content.tag SET expires_at = :at, expiry_by_hand = true, held_until = NULL
                        WHERE repository_id = :repositoryId AND name = :name AND now() < :at
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("repositoryId", repositoryId)
                .param("name", tag)
                .update();
    }

    Optional<Hold> find(long repositoryId, String tag) {
        return jdbc.sql("SELECT locked, expires_at FROM content.tag WHERE repository_id = ? AND name = ?")
                .params(repositoryId, tag)
                .query((row, _) -> new Hold(
                        row.getBoolean("locked"),
                        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .optional();
    }

    /// The history has it where that changes anything.
    ///
    /// @return whether there is such a tag
    boolean lock(long repositoryId, String tag, boolean locked, Actor actor) {
        return jdbc.sql("""
                                WITH found AS (
                                    SELECT manifest_id, locked FROM content.tag
                                    WHERE repository_id = :repositoryId AND name = :name FOR UPDATE),
                                changed AS (
                                    UPDATE content.tag SET locked = :locked
                                    WHERE repository_id = :repositoryId AND name = :name
                                        AND EXISTS (SELECT FROM found WHERE locked <> :locked)),
                                noted AS (
                                    INSERT INTO content.tag_event (repository_id, name, kind, digest, by, client)
                                    SELECT :repositoryId, :name, :kind, m.digest, :by, :client FROM found
                                    JOIN LATERAL (SELECT digest FROM content.manifest
                                        WHERE id = found.manifest_id OFFSET 0) m ON true
                                    WHERE found.locked <> :locked)
                                SELECT count(*) FROM found
                                """)
                        .param("repositoryId", repositoryId)
                        .param("name", tag)
                        .param("locked", locked)
                        .param("kind", (locked ? TagEvent.Kind.LOCK : TagEvent.Kind.UNLOCK).name())
                        .param("by", actor.principalId())
                        .param("client", actor.client())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /// The tags that [#applySaid] may change, before anything of the manifest is locked.
    void lockSaid(long manifestId) {
        jdbc.sql("""
                        SELECT name FROM content.tag WHERE manifest_id = ANY (ARRAY(
                            SELECT :id UNION
                            SELECT e.parent_id FROM (SELECT * FROM content.manifest WHERE id = :id OFFSET 0) it
                            JOIN LATERAL (SELECT parent_id FROM content.manifest_child
                                WHERE repository_id = it.repository_id AND child_digest = it.digest OFFSET 0) e
                                ON true))
                        ORDER BY repository_id, name FOR NO KEY UPDATE
                        """)
                .param("id", manifestId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// What an image says of its tags; an index says what the first of its images to go says, unless itself says it.
    void keepSaid(long manifestId, Optional<Duration> said) {
        jdbc.sql("""
                        UPDATE content.image i SET expires_after = COALESCE(CAST(:said AS bigint), (
                            SELECT min(part.expires_after) FROM content.manifest_child c
                            JOIN LATERAL (SELECT id FROM content.manifest
                                WHERE repository_id = c.repository_id AND digest = c.child_digest OFFSET 0) m ON true
                            JOIN LATERAL (SELECT expires_after FROM content.image
                                WHERE manifest_id = m.id OFFSET 0) part ON true
                            WHERE c.parent_id = :id))
                        WHERE i.manifest_id = :id
                        """)
                .param("said", said.map(Duration::toSeconds).orElse(null), Types.BIGINT)
                .param("id", manifestId)
                .update();
        if (said.isPresent()) {
            jdbc.sql("""
                            UPDATE content.image SET expires_after = :said
                            WHERE expires_after IS NULL AND manifest_id = ANY (ARRAY(
                                SELECT e.parent_id FROM (SELECT * FROM content.manifest WHERE id = :id OFFSET 0) it
                                JOIN LATERAL (SELECT parent_id FROM content.manifest_child
                                    WHERE repository_id = it.repository_id AND child_digest = it.digest OFFSET 0) e
                                    ON true ORDER BY e.parent_id))
                            """)
                    .param("said", said.get().toSeconds())
                    .param("id", manifestId)
                    .update();
        }
    }

    /// Tags of the manifest, and of indexes that list it, which were pushed before anybody read what it says.
    void applySaid(long manifestId) {
        jdbc.sql("""
                        UPDATE content.tag t
                        SET expires_at = t.updated_at + make_interval(secs => i.expires_after), held_until = NULL
                        FROM (
                            SELECT :id AS id UNION
                            SELECT e.parent_id FROM (SELECT * FROM content.manifest WHERE id = :id OFFSET 0) it
                            JOIN LATERAL (SELECT parent_id FROM content.manifest_child
                                WHERE repository_id = it.repository_id AND child_digest = it.digest OFFSET 0) e
                                ON true) named
                        JOIN LATERAL (SELECT expires_after FROM content.image
                            WHERE manifest_id = named.id OFFSET 0) i ON i.expires_after IS NOT NULL
                        WHERE t.manifest_id = named.id AND t.expires_at IS NULL AND NOT t.expiry_by_hand
                        """).param("id", manifestId).update();
    }
}
