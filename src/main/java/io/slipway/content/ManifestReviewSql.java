package io.slipway.content;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ManifestReviewSql {

    /// @param goes when, if nothing changes; empty while something holds it
    /// @param due  whether that is now
    record Judged(long id, long repositoryId, Optional<String> goes, boolean due) {}

    /// When the manifest `m` with the review `r` goes; NULL while something holds it. It is told of `was.last`, the
    /// last time at which a tag left it, by [#WAS].
    private static final String GOES = """
            CASE
                WHEN m.deleted_at IS NOT NULL THEN greatest(m.deleted_at, was.last) + make_interval(secs => :window)
                WHEN EXISTS (SELECT FROM content.tag t WHERE t.manifest_id = m.id OFFSET 0) THEN NULL
                WHEN EXISTS (SELECT FROM content.manifest_child c
                    WHERE c.repository_id = m.repository_id AND c.child_digest = m.digest OFFSET 0) THEN NULL
                WHEN m.subject IS NOT NULL AND EXISTS (SELECT FROM content.manifest s
                    WHERE s.repository_id = m.repository_id AND s.digest = m.subject OFFSET 0) THEN NULL
                WHEN was.last IS NOT NULL AND CAST(:untagged AS float8) IS NULL THEN NULL
                WHEN was.last IS NOT NULL THEN greatest(m.lease_until,
                    COALESCE(m.untagged_since, now())
                        + make_interval(secs => greatest(CAST(:untagged AS float8), CAST(:grace AS float8))),
                    was.last + make_interval(secs => :window),
                    r.orphaned_at + make_interval(secs => :grace))
                WHEN r.orphaned_at IS NOT NULL THEN greatest(m.lease_until,
                    r.orphaned_at + make_interval(secs => :grace))
            END
            """;

    // what a manifest of the same digest was before it was collected is no matter
    private static final String WAS = """
             LEFT JOIN LATERAL (SELECT max(at) AS last FROM content.tag_event e
                WHERE e.repository_id = m.repository_id AND e.previous = m.digest AND e.at >= m.pushed_at) was ON true
            """;

    private final JdbcClient jdbc;
    private final LeaseSettings leases;
    private final TrashSettings trash;

    ManifestReviewSql(JdbcClient jdbc, LeaseSettings leases, TrashSettings trash) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.trash = trash;
    }

    /// Manifests (id, repository_id, digest, size) with the time at which they go.
    ///
    /// @param reviews rows of manifest_review
    static String judged(String reviews) {
        return "SELECT r.manifest_id AS id, m.repository_id, m.digest, m.size, " + GOES + " AS goes FROM " + reviews
                + " r JOIN LATERAL (SELECT id, repository_id, digest, subject, size, lease_until, untagged_since,"
                + " pushed_at, deleted_at FROM content.manifest WHERE id = r.manifest_id OFFSET 0) m ON true" + WAS;
    }

    /// The parameters of [#judged].
    JdbcClient.StatementSpec judging(JdbcClient.StatementSpec statement) {
        return statement
                .param("window", trash.seconds())
                .param("grace", leases.seconds())
                .param("untagged", leases.untaggedSeconds().orElse(null), java.sql.Types.DOUBLE);
    }

    List<Long> lockDue(int limit) {
        return jdbc.sql("""
                        SELECT manifest_id FROM content.manifest_review WHERE due_at <= now()
                        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
                        """).param(limit).query((row, _) -> row.getLong(1)).list();
    }

    /// Those that are there.
    List<Judged> judge(Collection<Long> manifests) {
        return judging(jdbc.sql("SELECT id, repository_id, CAST(goes AS text) AS goes, goes <= now() AS due FROM ("
                        + judged("(SELECT * FROM content.manifest_review WHERE manifest_id = ANY (:ids) OFFSET 0)")
                        + ") judged"))
                .param("ids", manifests.toArray(Long[]::new))
                .query((row, _) -> new Judged(
                        row.getLong("id"),
                        row.getLong("repository_id"),
                        Optional.ofNullable(row.getString("goes")),
                        row.getBoolean("due")))
                .list();
    }

    void drop(Collection<Long> manifests) {
        jdbc.sql("DELETE FROM content.manifest_review WHERE manifest_id = ANY (?)")
                .param(manifests.toArray(Long[]::new))
                .update();
    }

    void postpone(List<Judged> judged) {
        jdbc.sql("""
                        UPDATE content.manifest_review r SET due_at = given.goes
                        FROM unnest(:ids, CAST(:goes AS timestamptz[])) given (id, goes) WHERE r.manifest_id = given.id
                        """)
                .param("ids", judged.stream().map(Judged::id).toArray(Long[]::new))
                .param(
                        "goes",
                        judged.stream().map(one -> one.goes().orElseThrow()).toArray(String[]::new))
                .update();
    }

    void postponeBusy(Collection<Long> manifests) {
        jdbc.sql("""
                        UPDATE content.manifest_review SET due_at = now() + INTERVAL '1 s', attempts = attempts + 1
                        WHERE manifest_id = ANY (?)
                        """).param(manifests.toArray(Long[]::new)).update();
    }

    /// Collides with pushes of tags, of indexes that list it, and with restoring: they win by being left out here.
    List<Long> lock(Collection<Long> manifests) {
        return jdbc.sql("SELECT id FROM content.manifest WHERE id = ANY (?) ORDER BY id FOR UPDATE SKIP LOCKED")
                .param(manifests.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
