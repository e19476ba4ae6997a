package io.slipway.content;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What repositories have, in a row of each.
@Component
class FacetSql {

    // OFFSET 0: the one index to find the row by, see docs/adr/0007
    private static final String MEASURE = """
            WITH read AS (
                SELECT i.kind, i.artifact_type, i.platforms
                FROM (SELECT DISTINCT manifest_id FROM content.tag WHERE repository_id = :id AND NOT %s) t
                JOIN LATERAL (SELECT * FROM content.image WHERE manifest_id = t.manifest_id OFFSET 0) i
                    ON i.kind IS NOT NULL),
            said AS (
                SELECT 0 AS place, :kind || CASE WHEN kind <> 'ARTIFACT' THEN 'image'
                    WHEN artifact_type = 'application/vnd.cncf.helm.config.v1+json' THEN 'chart'
                    ELSE 'artifact' END AS facet
                FROM read
                UNION ALL
                SELECT 1, :platform || platform FROM read CROSS JOIN LATERAL unnest(platforms) platform),
            most AS (SELECT facet FROM said GROUP BY place, facet ORDER BY place, count(*) DESC, facet LIMIT :most)
            INSERT INTO content.repository_content AS c (repository_id, facets)
            SELECT r.id, ARRAY(SELECT facet FROM most ORDER BY facet) FROM content.repository r WHERE r.id = :id
            ON CONFLICT (repository_id) DO UPDATE SET facets = EXCLUDED.facets WHERE c.facets <> EXCLUDED.facets
            """.formatted(TagListSql.ATTACHMENT);

    /// Of one repository: somebody plays with platforms.
    private static final int MOST = 50;

    private final JdbcClient jdbc;

    FacetSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of what tags name, but for signatures and the like. A repository that was purged meanwhile is left out.
    void measure(long repositoryId) {
        jdbc.sql(MEASURE)
                .param("id", repositoryId)
                .param("kind", Facets.KIND)
                .param("platform", Facets.PLATFORM)
                .param("most", MOST)
                .update();
    }

    Facets of(Collection<Long> repositories) {
        Map<String, Long> counts = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT facet, count(*) AS count
                        FROM content.repository_content c CROSS JOIN LATERAL unnest(c.facets) facet
                        WHERE c.repository_id = ANY (:repositories)
                        GROUP BY facet ORDER BY count DESC, facet
                        """).param("repositories", repositories.toArray(Long[]::new)).query(row -> {
            counts.put(row.getString("facet"), row.getLong("count"));
        });
        return Facets.of(counts);
    }
}
