-- Labels and annotations in small letters, each as its key and as key=value: searches find images by them. Long ones are
-- found by their key only.
CREATE TABLE content.image_label (
    manifest_id   BIGINT NOT NULL REFERENCES content.manifest ON DELETE CASCADE,
    label         TEXT COLLATE "C" NOT NULL,
    repository_id BIGINT NOT NULL,
    PRIMARY KEY (manifest_id, label)
);
INSERT INTO content.image_label (manifest_id, label, repository_id)
SELECT m.id, label.text, m.repository_id
FROM content.manifest m
JOIN content.image i ON i.manifest_id = m.id
CROSS JOIN LATERAL (
    SELECT key, value FROM jsonb_each_text(COALESCE(m.annotations, '{}'))
    UNION SELECT key, value FROM jsonb_each_text(COALESCE(i.labels, '{}'))
    LIMIT 100) said
CROSS JOIN LATERAL (VALUES (lower(said.key)), (lower(said.key || '=' || said.value))) label (text)
WHERE i.state = 'READ' AND length(label.text) BETWEEN 1 AND 255
ON CONFLICT DO NOTHING;
CREATE INDEX image_label_text ON content.image_label (label, manifest_id);
CREATE INDEX image_label_here ON content.image_label (repository_id, label, manifest_id);
