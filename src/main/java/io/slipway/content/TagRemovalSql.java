package io.slipway.content;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tags that nobody deletes by hand. Each goes only if it is what it was when it was found.
@Component
class TagRemovalSql {

    /// @param lastPullAt as it was known then
    record Doomed(String name, long manifestId, Instant updatedAt, Instant lastPullAt) {}

    private final JdbcClient jdbc;
    private final TagSql tags;

    TagRemovalSql(JdbcClient jdbc, TagSql tags) {
        this.jdbc = jdbc;
        this.tags = tags;
    }

    /// The tags, and what they name, before they go.
    void lock(long repositoryId, Collection<String> names) {
        tags.lock(repositoryId, names);
        tags.lockNamed(repositoryId, names, List.of());
    }

    /// Who acts where nobody does.
    long system() {
        return jdbc.sql("SELECT id FROM accounts.principal WHERE kind = 'SYSTEM' ORDER BY id LIMIT 1")
                .query(Long.class)
                .single();
    }

    Optional<RepositoryState> repository(long id) {
        return jdbc.sql(RepositorySql.STATE + "WHERE id = ? AND deleted_at IS NULL")
                .param(id)
                .query((row, _) -> RepositorySql.state(row))
                .optional();
    }

    /// As [TagSql#lock], without those that somebody else holds.
    ///
    /// @return those that are held now, by name
    List<String> lockFree(long repositoryId, Collection<Doomed> doomed) {
        return jdbc.sql("""
                        SELECT name FROM content.tag WHERE repository_id = ? AND name = ANY (?)
                        ORDER BY name FOR UPDATE SKIP LOCKED
                        """)
                .params(repositoryId, doomed.stream().map(Doomed::name).toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// What the tags name, before they go: as [TagSql#lockNamed], without what somebody else holds.
    List<Long> lockNamed(Collection<Doomed> doomed) {
        return jdbc.sql("""
                        SELECT id FROM content.manifest WHERE id = ANY (?) ORDER BY id
                        FOR NO KEY UPDATE SKIP LOCKED
                        """)
                .param(doomed.stream().map(Doomed::manifestId).distinct().toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// After the locks, in their transaction.
    ///
    /// @param expired only those whose time is over
    /// @return those that went, by name
    List<String> delete(long repositoryId, Collection<Doomed> doomed, boolean expired, Actor actor) {
        List<Doomed> given = new ArrayList<>(doomed);
        return jdbc.sql("""
                        WITH given AS (
                            SELECT * FROM unnest(:names, :manifests, CAST(:updated AS timestamptz[]),
                                CAST(:pulled AS timestamptz[])) g (name, manifest_id, updated_at, last_pull_at)),
                        gone AS (
                            DELETE FROM content.tag t USING given g
                            WHERE t.repository_id = :repositoryId AND t.name = g.name
                                AND t.manifest_id = g.manifest_id AND t.updated_at = g.updated_at AND NOT t.locked
                                AND CASE WHEN :expired THEN t.expires_at <= now()
                                    ELSE NOT EXISTS (
                                        SELECT FROM content.tag_pull p WHERE p.repository_id = t.repository_id
                                            AND p.name = t.name AND p.last_pull_at > g.last_pull_at) END
                            RETURNING t.name, t.manifest_id),
                        lost AS (
                            UPDATE content.manifest m SET untagged_since = now()
                            WHERE m.id = ANY (ARRAY(SELECT manifest_id FROM gone)) AND NOT EXISTS (
                                SELECT FROM content.tag t
                                WHERE t.manifest_id = m.id AND t.name <> ALL (ARRAY(SELECT name FROM gone))))
                        INSERT INTO content.tag_event (repository_id, name, kind, previous, by, client)
                        SELECT :repositoryId, gone.name, CASE WHEN :expired THEN 'EXPIRE' ELSE 'DELETE' END,
                            m.digest, :by, :client
                        FROM gone JOIN content.manifest m ON m.id = gone.manifest_id
                        ORDER BY gone.name
                        RETURNING name
                        """)
                .param("names", texts(given, Doomed::name))
                .param("manifests", given.stream().map(Doomed::manifestId).toArray(Long[]::new))
                .param("updated", texts(given, tag -> tag.updatedAt().toString()))
                .param("pulled", texts(given, tag -> tag.lastPullAt().toString()))
                .param("expired", expired)
                .param("repositoryId", repositoryId)
                .param("by", actor.principalId())
                .param("client", actor.client())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String[] texts(List<Doomed> tags, Function<Doomed, String> text) {
        return tags.stream().map(text).toArray(String[]::new);
    }
}
