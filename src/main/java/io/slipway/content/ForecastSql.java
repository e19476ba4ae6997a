package io.slipway.content;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ForecastSql {

    // what a review of everything that is due finds, by the predicates of the reviews; what lies on going manifests
    // only
    // is not needed any more, though it is kept for a grace after them
    private static final String FORECAST = """
            WITH closed AS MATERIALIZED (
                SELECT id FROM content.repository WHERE deleted_at <= now() - make_interval(secs => :window)),
            going AS MATERIALIZED (
                SELECT id FROM (%s) judged WHERE goes <= now()
                UNION SELECT m.id FROM closed JOIN content.manifest m ON m.repository_id = closed.id),
            candidate AS (
                SELECT blob_id, repository_id FROM content.link_review WHERE due_at <= now()
                UNION SELECT e.blob_id, e.repository_id FROM going
                    JOIN content.manifest_blob e ON e.manifest_id = going.id),
            free AS MATERIALIZED (
                SELECT l.blob_id, l.repository_id FROM candidate c
                JOIN content.repository_blob l ON l.repository_id = c.repository_id AND l.blob_id = c.blob_id
                WHERE %s AND NOT EXISTS (
                    SELECT FROM content.manifest_blob e
                    WHERE e.blob_id = l.blob_id AND e.repository_id = l.repository_id
                        AND NOT EXISTS (SELECT FROM going WHERE going.id = e.manifest_id))),
            blob AS (
                SELECT b.size FROM (SELECT blob_id, count(*) AS links FROM free GROUP BY blob_id) f
                JOIN content.blob b ON b.id = f.blob_id
                WHERE f.links = (SELECT count(*) FROM content.repository_blob l WHERE l.blob_id = b.id))
            SELECT (SELECT count(*) FROM closed) AS repositories, (SELECT count(*) FROM going) AS manifests,
                (SELECT count(*) FROM blob) AS blobs, (SELECT COALESCE(sum(size), 0) FROM blob) AS bytes,
                (SELECT count(*) FROM content.upload
                    WHERE expires_at < now() AND (writer_until IS NULL OR writer_until < now())) AS uploads,
                count(*) FILTER (WHERE due_at <= now()) AS objects,
                COALESCE(sum(size) FILTER (WHERE due_at <= now()), 0) AS object_bytes,
                count(*) FILTER (WHERE due_at > now()) AS waiting,
                COALESCE(sum(size) FILTER (WHERE due_at > now()), 0) AS waiting_bytes
            FROM content.object_deletion
            """.formatted(
                    ManifestReviewSql.judged("(SELECT * FROM content.manifest_review WHERE due_at <= now())"),
                    LinkReviewSql.LEASE_OVER);

    private final JdbcClient jdbc;
    private final ManifestReviewSql reviews;

    ForecastSql(JdbcClient jdbc, ManifestReviewSql reviews) {
        this.jdbc = jdbc;
        this.reviews = reviews;
    }

    Forecast forecast() {
        return reviews.judging(jdbc.sql(FORECAST))
                .query((row, _) -> new Forecast(
                        row.getLong("repositories"),
                        row.getLong("manifests"),
                        row.getLong("blobs"),
                        row.getLong("bytes"),
                        row.getLong("uploads"),
                        row.getLong("objects"),
                        row.getLong("object_bytes"),
                        row.getLong("waiting"),
                        row.getLong("waiting_bytes")))
                .single();
    }

    long linksDue(int most) {
        return count("content.link_review", most);
    }

    long manifestsDue(int most) {
        return count("content.manifest_review", most);
    }

    private long count(String queue, int most) {
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM " + queue + " WHERE due_at <= now() LIMIT ?) due")
                .param(most)
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
