package io.slipway.content;

import io.slipway.content.LinkReviewSql.Link;
import io.slipway.content.QuotaSql.Gone;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class PurgeSql {

    /// The tags under which clients keep what describes an image: the referrers' fallback, and those of cosign.
    private static final String ATTACHED = """
            unnest(:manifests) given (id)
            JOIN LATERAL (SELECT * FROM content.manifest WHERE id = given.id OFFSET 0) s ON get_byte(s.digest, 0) = 1
            CROSS JOIN (VALUES (''), ('.sig'), ('.att'), ('.sbom')) ending (text)
            JOIN LATERAL (SELECT * FROM content.tag
                WHERE repository_id = s.repository_id
                    AND name = 'sha256-' || encode(substr(s.digest, 2), 'hex') || ending.text OFFSET 0) t
                ON NOT t.locked
            """;

    private final JdbcClient jdbc;
    private final LeaseSettings leases;
    private final QuotaSql charges;

    PurgeSql(JdbcClient jdbc, LeaseSettings leases, QuotaSql charges) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.charges = charges;
    }

    /// Such tags, perhaps with some of their names in other repositories of these manifests.
    void lockAttachingTags(Collection<Long> manifests) {
        jdbc.sql("""
                        WITH attached AS MATERIALIZED (SELECT t.repository_id, t.name FROM %s)
                        SELECT name FROM content.tag
                        WHERE repository_id = ANY (ARRAY(SELECT repository_id FROM attached))
                            AND name = ANY (ARRAY(SELECT name FROM attached))
                        ORDER BY repository_id, name FOR UPDATE
                        """.formatted(ATTACHED))
                .param("manifests", array(manifests))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// What such tags name.
    List<Long> lockAttachments(Collection<Long> manifests) {
        return jdbc.sql("SELECT id FROM content.manifest WHERE id = ANY (ARRAY(SELECT t.manifest_id FROM " + ATTACHED
                        + ")) ORDER BY id FOR UPDATE")
                .param("manifests", array(manifests))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Such tags go with what they describe, as if somebody had deleted both.
    void trashAttachments(Collection<Long> manifests, Collection<Long> locked) {
        jdbc.sql("""
                        WITH attached AS MATERIALIZED (
                            SELECT t.repository_id, t.name, t.manifest_id, COALESCE(s.deleted_by, s.pushed_by) AS by
                            FROM %s
                            WHERE t.manifest_id = ANY (:locked)),
                        gone AS (
                            DELETE FROM content.tag t USING attached a
                            WHERE t.repository_id = a.repository_id AND t.name = a.name
                            RETURNING a.repository_id, a.name, a.manifest_id, a.by),
                        lost AS (
                            UPDATE content.manifest m
                            SET untagged_since = now(), deleted_by = g.by, deleted_at = CASE WHEN EXISTS (
                                SELECT FROM content.manifest_child c
                                WHERE c.repository_id = m.repository_id AND c.child_digest = m.digest OFFSET 0)
                                THEN m.deleted_at ELSE now() END
                            FROM (SELECT manifest_id, min(by) AS by FROM gone GROUP BY manifest_id) g
                            WHERE m.id = g.manifest_id AND m.deleted_at IS NULL AND NOT EXISTS (
                                SELECT FROM content.tag t WHERE t.manifest_id = m.id
                                    AND t.name <> ALL (ARRAY(SELECT name FROM attached)) OFFSET 0))
                        INSERT INTO content.tag_event (repository_id, name, kind, previous, by, client)
                        SELECT g.repository_id, g.name, 'DELETE', m.digest, g.by, 'collection'
                        FROM gone g JOIN content.manifest m ON m.id = g.manifest_id
                        """.formatted(ATTACHED))
                .param("manifests", array(manifests))
                .param("locked", array(locked))
                .update();
    }

    /// The first statement of a purge: what the manifests name is reviewed by a trigger.
    List<Link> dropEdges(Collection<Long> manifests) {
        return jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.manifest_blob WHERE manifest_id = ANY (?)
                            RETURNING blob_id, repository_id)
                        SELECT DISTINCT blob_id, repository_id FROM gone
                        """)
                .param(array(manifests))
                .query((row, _) -> new Link(row.getLong("blob_id"), row.getLong("repository_id")))
                .list();
    }

    /// What lost its last reference is kept for a grace: somebody may just have been told that it is here.
    void leaseUnreferenced(List<Link> links) {
        jdbc.sql("""
                        WITH free AS MATERIALIZED (
                            SELECT l.repository_id, l.blob_id
                            FROM unnest(:blobs, :repositories) given (blob_id, repository_id)
                            JOIN content.repository_blob l
                                ON l.repository_id = given.repository_id AND l.blob_id = given.blob_id
                            WHERE l.hidden_at IS NULL AND %s
                            ORDER BY l.blob_id, l.repository_id FOR NO KEY UPDATE OF l)
                        UPDATE content.repository_blob l
                        SET lease_until = greatest(l.lease_until, clock_timestamp() + make_interval(secs => :grace))
                        FROM free WHERE l.repository_id = free.repository_id AND l.blob_id = free.blob_id
                        """.formatted(LinkReviewSql.UNREFERENCED))
                .param("blobs", links.stream().map(Link::blobId).toArray(Long[]::new))
                .param("repositories", links.stream().map(Link::repositoryId).toArray(Long[]::new))
                .param("grace", leases.seconds())
                .update();
    }

    /// What the manifests listed, and what describes them, is looked at after a grace.
    void orphan(Collection<Long> manifests) {
        jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.manifest_child WHERE parent_id = ANY (:manifests)
                            RETURNING repository_id, child_digest)
                        INSERT INTO content.manifest_review (manifest_id, due_at, orphaned_at)
                        SELECT id, now() + make_interval(secs => :grace), now() FROM (
                            SELECT m.id FROM gone
                            JOIN LATERAL (SELECT id FROM content.manifest
                                WHERE repository_id = gone.repository_id AND digest = gone.child_digest OFFSET 0) m ON true
                            UNION
                            SELECT about.id FROM unnest(:manifests) given (id)
                            JOIN LATERAL (SELECT repository_id, digest FROM content.manifest
                                WHERE id = given.id OFFSET 0) s ON true
                            JOIN LATERAL (SELECT id FROM content.manifest
                                WHERE repository_id = s.repository_id AND subject = s.digest OFFSET 0) about
                                ON true) held
                        WHERE id <> ALL (:manifests)
                        ORDER BY id
                        ON CONFLICT (manifest_id) DO UPDATE
                            SET due_at = EXCLUDED.due_at, orphaned_at = EXCLUDED.orphaned_at
                        """)
                .param("manifests", array(manifests))
                .param("grace", leases.seconds())
                .update();
    }

    /// After everything that names them; what was read of them goes by itself.
    void delete(Collection<Long> manifests) {
        jdbc.sql("DELETE FROM content.manifest_child WHERE parent_id = ANY (?)")
                .param(array(manifests))
                .update();
        jdbc.sql("DELETE FROM content.manifest_review WHERE manifest_id = ANY (?)")
                .param(array(manifests))
                .update();
        List<Gone> limited = jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.manifest WHERE id = ANY (?) RETURNING id, repository_id)
                        SELECT gone.id, r.id AS repository_id, r.namespace_id FROM gone
                        JOIN LATERAL (SELECT * FROM content.repository WHERE id = gone.repository_id OFFSET 0) r ON true
                        WHERE EXISTS (SELECT FROM content.quota q WHERE q.repository_id = r.id)
                            OR EXISTS (SELECT FROM content.quota q WHERE q.namespace_id = r.namespace_id)
                        """)
                .param(array(manifests))
                .query((row, _) ->
                        new Gone(row.getLong("id"), row.getLong("repository_id"), row.getLong("namespace_id")))
                .list();
        if (!limited.isEmpty()) {
            charges.unchargeManifests(limited);
        }
    }

    private static Long[] array(Collection<Long> ids) {
        return ids.toArray(Long[]::new);
    }
}
