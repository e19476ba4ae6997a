package io.slipway.content;

import io.slipway.content.QuotaSql.Gone;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The steps of a review of links, in their order: data-model.md, section 5, steps 1 to 7.
@Component
class LinkReviewSql {

    record Link(long blobId, long repositoryId) {}

    /// No manifest of the repository names the blob: `l` is the link. What is in the trash counts, too.
    static final String UNREFERENCED = """
            NOT EXISTS (SELECT FROM content.manifest_blob e
                WHERE e.blob_id = l.blob_id AND e.repository_id = l.repository_id OFFSET 0)
            """;

    static final String LEASE_OVER = " l.lease_until <= now() ";

    private static final String GIVEN = " unnest(:blobs, :repositories) given (blob_id, repository_id) ";
    private static final String SAME = " r.blob_id = given.blob_id AND r.repository_id = given.repository_id ";

    private final JdbcClient jdbc;
    private final LeaseSettings leases;

    LinkReviewSql(JdbcClient jdbc, LeaseSettings leases) {
        this.jdbc = jdbc;
        this.leases = leases;
    }

    List<Link> lockDue(int limit) {
        return jdbc.sql("""
                        SELECT blob_id, repository_id FROM content.link_review WHERE due_at <= now()
                        ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
                        """)
                .param(limit)
                .query((row, _) -> new Link(row.getLong("blob_id"), row.getLong("repository_id")))
                .list();
    }

    /// What is referenced needs no review until it loses its last edge; the blob itself is not touched.
    List<Link> dropReferenced(List<Link> links) {
        return given("DELETE FROM content.link_review r USING" + GIVEN + "WHERE" + SAME + """
                        AND EXISTS (SELECT FROM content.manifest_blob e
                            WHERE e.blob_id = given.blob_id AND e.repository_id = given.repository_id OFFSET 0)
                        RETURNING r.blob_id, r.repository_id
                        """, links)
                .query((row, _) -> new Link(row.getLong("blob_id"), row.getLong("repository_id")))
                .list();
    }

    List<Link> postponeLeased(List<Link> links) {
        return given(
                        "UPDATE content.link_review r SET due_at = l.lease_until FROM" + GIVEN + """
                        JOIN LATERAL (SELECT * FROM content.repository_blob
                            WHERE repository_id = given.repository_id AND blob_id = given.blob_id OFFSET 0) l
                            ON l.lease_until > now()
                        WHERE""" + SAME
                                + "RETURNING r.blob_id, r.repository_id",
                        links)
                .query((row, _) -> new Link(row.getLong("blob_id"), row.getLong("repository_id")))
                .list();
    }

    /// Collides with what pushes hold: they win by being left out here.
    List<Long> lockBlobs(Collection<Long> blobs) {
        return jdbc.sql("SELECT id FROM content.blob WHERE id = ANY (?) ORDER BY id FOR UPDATE SKIP LOCKED")
                .param(blobs.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Those whose blob somebody holds: looked at again in a moment.
    void postponeBusy(List<Link> links) {
        given(
                        "UPDATE content.link_review r SET due_at = now() + INTERVAL '1 s', attempts = attempts + 1 FROM"
                                + GIVEN + "WHERE" + SAME,
                        links)
                .update();
    }

    /// @param limited a quota counts it
    record Unlinked(Gone gone, boolean limited) {}

    List<Unlinked> unlink(List<Link> links) {
        return given(
                        "DELETE FROM content.repository_blob l USING" + GIVEN
                                + "WHERE l.repository_id = given.repository_id AND l.blob_id = given.blob_id AND"
                                + LEASE_OVER
                                + "AND " + UNREFERENCED + "RETURNING l.blob_id, l.repository_id, l.namespace_id,"
                                + QuotaSql.of("l.repository_id", "l.namespace_id"),
                        links)
                .query((row, _) -> new Unlinked(
                        new Gone(row.getLong("blob_id"), row.getLong("repository_id"), row.getLong("namespace_id")),
                        !QuotaSql.quotas(row).isEmpty()))
                .list();
    }

    /// A link that was leased or referenced meanwhile keeps its review.
    void dropWithoutLink(List<Link> links) {
        given("DELETE FROM content.link_review r USING" + GIVEN + "WHERE" + SAME + """
                        AND NOT EXISTS (SELECT FROM content.repository_blob l
                            WHERE l.repository_id = given.repository_id AND l.blob_id = given.blob_id OFFSET 0)
                        """, links)
                .update();
    }

    /// Blobs that no repository links any more; their bytes are left to the sweep.
    int deleteBlobs(Collection<Long> locked) {
        return jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM content.blob b
                            WHERE b.id = ANY (:blobs)
                                AND NOT EXISTS (SELECT FROM content.repository_blob l WHERE l.blob_id = b.id OFFSET 0)
                            RETURNING b.digest, b.store, b.storage_key, b.size)
                        INSERT INTO content.object_deletion (store, storage_key, size, digest, due_at)
                        SELECT store, storage_key, size, digest, now() + make_interval(secs => :delay) FROM gone
                        ORDER BY store, storage_key
                        """)
                .param("blobs", locked.toArray(Long[]::new))
                .param("delay", leases.sweepSeconds())
                .update();
    }

    private JdbcClient.StatementSpec given(String statement, List<Link> links) {
        return jdbc.sql(statement)
                .param("blobs", links.stream().map(Link::blobId).toArray(Long[]::new))
                .param("repositories", links.stream().map(Link::repositoryId).toArray(Long[]::new));
    }
}
