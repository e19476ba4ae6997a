-- What a client downloads, told by the push: an index has the sum of its manifests. Lists of tags by size walk the index of
-- those that a tag names; who has none is untagged from the start.
ALTER TABLE content.manifest ADD COLUMN total_size BIGINT NOT NULL DEFAULT 0;
UPDATE content.manifest m SET
    total_size = m.size + COALESCE((
        SELECT sum(b.size) FROM content.manifest_blob e JOIN content.blob b ON b.id = e.blob_id
        WHERE e.manifest_id = m.id), 0),
    untagged_since = CASE
        WHEN NOT EXISTS (SELECT FROM content.tag t WHERE t.manifest_id = m.id) THEN COALESCE(m.untagged_since, m.pushed_at)
        END;
UPDATE content.manifest m SET total_size = least(m.total_size + c.total, 9223372036854775807)
FROM (
    SELECT e.parent_id, sum(part.total_size) AS total
    FROM content.manifest_child e
    JOIN content.manifest part ON part.repository_id = e.repository_id AND part.digest = e.child_digest
    GROUP BY e.parent_id) c
WHERE c.parent_id = m.id;
CREATE INDEX manifest_total ON content.manifest (repository_id, total_size DESC, id)
    WHERE untagged_since IS NULL AND deleted_at IS NULL;

-- The last pull of each tag, written with the counts of pulls: at most once a minute. It goes with the tag.
CREATE TABLE content.tag_pull (
    repository_id BIGINT      NOT NULL,
    name          TEXT COLLATE "C" NOT NULL,
    last_pull_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (repository_id, name),
    FOREIGN KEY (repository_id, name) REFERENCES content.tag ON DELETE CASCADE
);
INSERT INTO content.tag_pull (repository_id, name, last_pull_at)
SELECT u.repository_id, u.name, max(u.last_pull_at)
FROM content.tag_usage u JOIN content.tag t ON t.repository_id = u.repository_id AND t.name = u.name
WHERE u.last_pull_at >= t.created_at
GROUP BY u.repository_id, u.name;
CREATE INDEX tag_pull_last ON content.tag_pull (repository_id, last_pull_at DESC, name);
