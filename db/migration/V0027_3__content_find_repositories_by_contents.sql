-- What the tags of a repository name, as searches ask for it: kind=image, kind=chart, kind=artifact, platform=linux/amd64.
-- Measured some seconds after pushes and deletions, like sizes.
CREATE TABLE content.repository_content (
    repository_id BIGINT PRIMARY KEY REFERENCES content.repository (id),
    facets        TEXT[] NOT NULL
);
INSERT INTO content.repository_content (repository_id, facets)
SELECT r.id, facets.sorted
FROM content.repository r
CROSS JOIN LATERAL (
    WITH read AS (
        SELECT i.kind, i.artifact_type, i.platforms
        FROM (SELECT DISTINCT manifest_id FROM content.tag
            WHERE repository_id = r.id AND NOT (name >= 'sha' AND name < 'shb'
                AND name ~ '^sha(256|512)-[0-9a-f]{64}(\.(sig|att|sbom))?$')) t
        JOIN content.image i ON i.manifest_id = t.manifest_id AND i.kind IS NOT NULL),
    said AS (
        SELECT 0 AS place, 'kind=' || CASE WHEN kind <> 'ARTIFACT' THEN 'image'
            WHEN artifact_type = 'application/vnd.cncf.helm.config.v1+json' THEN 'chart' ELSE 'artifact' END AS facet
        FROM read
        UNION ALL
        SELECT 1, 'platform=' || platform FROM read CROSS JOIN LATERAL unnest(platforms) platform),
    most AS (SELECT facet FROM said GROUP BY place, facet ORDER BY place, count(*) DESC, facet LIMIT 50)
    SELECT ARRAY(SELECT facet FROM most ORDER BY facet) AS sorted) facets
WHERE r.deleted_at IS NULL AND cardinality(facets.sorted) > 0
ORDER BY r.id;
CREATE INDEX repository_content_facets ON content.repository_content USING gin (facets);
