package io.slipway.content;

import io.slipway.content.Pulls.Count;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class PullSql {

    private final JdbcClient jdbc;

    PullSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A repository that was purged meanwhile is left out; tags that somebody deletes now are waited for, and left out.
    void add(List<Count> counts) {
        jdbc.sql("""
                        WITH pulled AS (
                            SELECT r.id AS repository_id, p.tag, p.pulls, date_trunc('hour', now()) AS hour
                            FROM unnest(:repositories, :tags, :pulls) p (repository_id, tag, pulls)
                            JOIN content.repository r ON r.id = p.repository_id),
                        by_tag AS (
                            INSERT INTO content.tag_usage AS u (repository_id, name, hour, pulls, last_pull_at)
                            SELECT repository_id, tag, hour, pulls, now() FROM pulled WHERE tag <> ''
                            ORDER BY repository_id, tag
                            ON CONFLICT (repository_id, name, hour) DO UPDATE
                                SET pulls = u.pulls + EXCLUDED.pulls, last_pull_at = EXCLUDED.last_pull_at),
                        last AS (
                            INSERT INTO content.tag_pull AS l (repository_id, name, last_pull_at)
                            SELECT pulled.repository_id, t.name, now() FROM pulled
                            JOIN LATERAL (
                                SELECT name FROM content.tag
                                WHERE repository_id = pulled.repository_id AND name = pulled.tag
                                OFFSET 0 FOR KEY SHARE) t ON true
                            ORDER BY pulled.repository_id, t.name
                            ON CONFLICT (repository_id, name) DO UPDATE SET last_pull_at = EXCLUDED.last_pull_at
                                WHERE l.last_pull_at < EXCLUDED.last_pull_at - INTERVAL '1 minute'),
                        month AS (
                            INSERT INTO content.repository_pulls AS m (repository_id, pulls)
                            SELECT repository_id, sum(pulls) FROM pulled GROUP BY repository_id ORDER BY repository_id
                            ON CONFLICT (repository_id) DO UPDATE SET pulls = m.pulls + EXCLUDED.pulls)
                        INSERT INTO content.repository_usage AS u (repository_id, hour, pulls, last_pull_at)
                        SELECT repository_id, hour, sum(pulls), now() FROM pulled
                        GROUP BY repository_id, hour ORDER BY repository_id
                        ON CONFLICT (repository_id, hour) DO UPDATE
                            SET pulls = u.pulls + EXCLUDED.pulls, last_pull_at = EXCLUDED.last_pull_at
                        """)
                .param(
                        "repositories",
                        counts.stream()
                                .map(count -> count.pulled().repositoryId())
                                .toArray(Long[]::new))
                .param(
                        "tags",
                        counts.stream().map(count -> count.pulled().tag()).toArray(String[]::new))
                .param("pulls", counts.stream().map(Count::pulls).toArray(Long[]::new))
                .update();
    }

    /// Leaves out what is longer ago than 30 days; in a transaction, since nobody counts meanwhile.
    void forgetOld(long repositoryId) {
        jdbc.sql("SELECT pulls FROM content.repository_pulls WHERE repository_id = ? FOR UPDATE")
                .param(repositoryId)
                .query(Long.class)
                .optional();
        jdbc.sql("""
                        UPDATE content.repository_pulls m SET pulls = counted.pulls
                        FROM (
                            SELECT COALESCE(sum(pulls), 0) AS pulls FROM content.repository_usage
                            WHERE repository_id = :id AND hour >= now() - INTERVAL '30 days') counted
                        WHERE m.repository_id = :id AND m.pulls <> counted.pulls
                        """).param("id", repositoryId).update();
    }
}
