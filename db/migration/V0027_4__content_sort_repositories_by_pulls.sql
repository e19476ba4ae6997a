-- Pulls of the last 30 days, for lists by them: written with the counts of pulls; days that are over go within a day.
CREATE TABLE content.repository_pulls (
    repository_id BIGINT PRIMARY KEY REFERENCES content.repository (id),
    pulls         BIGINT NOT NULL DEFAULT 0
);
INSERT INTO content.repository_pulls (repository_id, pulls)
SELECT r.id, COALESCE((
    SELECT sum(u.pulls) FROM content.repository_usage u
    WHERE u.repository_id = r.id AND u.hour >= now() - INTERVAL '30 days'), 0)
FROM content.repository r ORDER BY r.id;
CREATE INDEX repository_pulls_most ON content.repository_pulls (pulls DESC, repository_id DESC);
