package io.slipway.content;

import io.slipway.oci.Digest;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TagSql {

    /// A tag, as its row is found.
    record Key(long repositoryId, String name) {}

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

    /// How many of the names now point at the manifest; locked tags keep what they have, and so do the immutable ones.
    int upsert(
            long repositoryId, Collection<String> sortedNames, long manifestId, long by, Collection<String> immutable) {
        return jdbc.sql("""
                        INSERT INTO content.tag AS t (repository_id, name, manifest_id, updated_by, version_key, expires_at)
                        SELECT :repositoryId, name, :manifestId, :by, version_key, now() + make_interval(secs =>
                            (SELECT expires_after FROM content.image WHERE manifest_id = :manifestId))
                        FROM unnest(:names, :keys) WITH ORDINALITY AS given (name, version_key, place) ORDER BY place
                        ON CONFLICT (repository_id, name) DO UPDATE
                            SET manifest_id = EXCLUDED.manifest_id, updated_at = now(),
                                updated_by = EXCLUDED.updated_by, version_key = EXCLUDED.version_key,
                                expires_at = CASE WHEN t.expiry_by_hand AND t.manifest_id = EXCLUDED.manifest_id
                                    THEN t.expires_at ELSE EXCLUDED.expires_at END,
                                expiry_by_hand = t.expiry_by_hand AND t.manifest_id = EXCLUDED.manifest_id,
                                held_until = NULL
                            WHERE NOT t.locked AND t.name <> ALL (:immutable)
                                OR t.manifest_id = EXCLUDED.manifest_id
                        """)
                .param("repositoryId", repositoryId)
                .param("manifestId", manifestId)
                .param("by", by)
                .param("immutable", immutable.toArray(String[]::new))
                .param("names", sortedNames.toArray(String[]::new))
                .param("keys", sortedNames.stream().map(VersionKey::of).toArray(String[]::new))
                .update();
    }

    /// Those of the names that name another manifest.
    List<String> kept(long repositoryId, Collection<String> names, long manifestId) {
        return jdbc.sql("""
                        SELECT name FROM content.tag
                        WHERE repository_id = ? AND name = ANY (?) AND manifest_id <> ? ORDER BY name
                        """)
                .params(repositoryId, names.toArray(String[]::new), manifestId)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// Each by one replica only: they are locked.
    List<Key> withoutVersionKey(int limit) {
        return jdbc.sql("""
                        SELECT repository_id, name FROM content.tag WHERE version_key = ''
                        ORDER BY repository_id, name LIMIT ? FOR NO KEY UPDATE SKIP LOCKED
                        """)
                .param(limit)
                .query((row, _) -> new Key(row.getLong("repository_id"), row.getString("name")))
                .list();
    }

    void setVersionKeys(List<Key> tags) {
        jdbc.sql("""
                        UPDATE content.tag t SET version_key = given.version_key
                        FROM unnest(:repositories, :names, :keys) given (repository_id, name, version_key)
                        WHERE t.repository_id = given.repository_id AND t.name = given.name
                        """)
                .param("repositories", tags.stream().map(Key::repositoryId).toArray(Long[]::new))
                .param("names", tags.stream().map(Key::name).toArray(String[]::new))
                .param("keys", tags.stream().map(Key::name).map(VersionKey::of).toArray(String[]::new))
                .update();
    }

    /// After [#upsert] in its transaction: the row locks make the newest event of each tag the one to go on from. What
    /// a tag left behind and no other tag names is untagged from now on.
    void recordMoves(long repositoryId, Collection<String> names, Digest digest, Actor actor) {
        record(repositoryId, names, digest, actor, false);
    }

    /// As [#recordMoves], of tags that name again what they did.
    void recordRestores(long repositoryId, Collection<String> names, Digest digest, Actor actor) {
        record(repositoryId, names, digest, actor, true);
    }

    private void record(long repositoryId, Collection<String> names, Digest digest, Actor actor, boolean restored) {
        jdbc.sql("""
                        WITH moved AS (
                            INSERT INTO content.tag_event (repository_id, name, kind, digest, previous, by, client)
                            SELECT :repositoryId, given.name,
                                CASE WHEN :restored THEN 'RESTORE' WHEN last.digest IS NULL THEN 'CREATE' ELSE 'MOVE' END,
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
                .param("restored", restored)
                .update();
    }

    /// Nobody moves or takes them away meanwhile. The first lock after that of the repository: see
    /// [Transactions].
    ///
    /// @return those that are there
    List<String> lock(long repositoryId, Collection<String> names) {
        return jdbc.sql("""
                        SELECT name FROM content.tag WHERE repository_id = ? AND name = ANY (?)
                        ORDER BY name FOR UPDATE
                        """)
                .params(repositoryId, names.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// As [#lock], of all tags that name these manifests.
    List<String> lockOf(long repositoryId, Collection<Digest> digests) {
        return jdbc.sql("""
                        SELECT name FROM content.tag WHERE manifest_id = ANY (ARRAY(
                            SELECT id FROM content.manifest WHERE repository_id = ? AND digest = ANY (?)))
                        ORDER BY name FOR UPDATE
                        """)
                .params(repositoryId, ManifestSql.array(digests))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// Whether others than these name the manifests.
    boolean anyOther(long repositoryId, Collection<Digest> digests, Collection<String> names) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM content.tag WHERE name <> ALL (?) AND manifest_id = ANY (ARRAY(
                            SELECT id FROM content.manifest WHERE repository_id = ? AND digest = ANY (?))))
                        """)
                .params(names.toArray(String[]::new), repositoryId, ManifestSql.array(digests))
                .query(Boolean.class)
                .single();
    }

    /// After [#lock], what the tags name, before they go: of two deletions the second one sees which
    /// tags the first one left. These manifests, too, in the same order.
    void lockNamed(long repositoryId, Collection<String> names, Collection<Digest> digests) {
        jdbc.sql("""
                        SELECT id FROM content.manifest WHERE id = ANY (ARRAY(
                            SELECT manifest_id FROM content.tag WHERE repository_id = :repositoryId AND name = ANY (:names)
                            UNION ALL SELECT id FROM content.manifest
                            WHERE repository_id = :repositoryId AND digest = ANY (:digests)))
                        ORDER BY id FOR NO KEY UPDATE
                        """)
                .param("repositoryId", repositoryId)
                .param("names", names.toArray(String[]::new))
                .param("digests", ManifestSql.array(digests))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    List<String> locked(long repositoryId, Collection<String> names) {
        return jdbc.sql("""
                        SELECT name FROM content.tag WHERE repository_id = ? AND name = ANY (?) AND locked
                        ORDER BY name
                        """)
                .params(repositoryId, names.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    boolean anyLocked(long manifestId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content.tag WHERE manifest_id = ? AND locked)")
                .param(manifestId)
                .query(Boolean.class)
                .single();
    }

    /// Those that were there and are not locked; what loses its last tag is untagged from now on.
    List<String> delete(long repositoryId, Collection<String> names, Actor actor) {
        return jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.tag
                            WHERE repository_id = :repositoryId AND name = ANY (:names) AND NOT locked
                            RETURNING name, manifest_id),
                        lost AS (
                            UPDATE content.manifest m SET untagged_since = now()
                            WHERE m.id = ANY (ARRAY(SELECT manifest_id FROM gone)) AND NOT EXISTS (
                                SELECT FROM content.tag t
                                WHERE t.manifest_id = m.id AND t.name <> ALL (ARRAY(SELECT name FROM gone))))
                        INSERT INTO content.tag_event (repository_id, name, kind, previous, by, client)
                        SELECT :repositoryId, gone.name, 'DELETE', m.digest, :by, :client
                        FROM gone JOIN content.manifest m ON m.id = gone.manifest_id
                        ORDER BY gone.name
                        RETURNING name
                        """)
                .param("repositoryId", repositoryId)
                .param("names", names.toArray(String[]::new))
                .param("by", actor.principalId())
                .param("client", actor.client())
                .query((row, _) -> row.getString(1))
                .list();
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
}
