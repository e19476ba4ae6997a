-- Which images of a repository run where: lists of tags are narrowed by it.
CREATE TABLE content.image_platform (
    manifest_id   BIGINT NOT NULL REFERENCES content.manifest ON DELETE CASCADE,
    platform      TEXT   NOT NULL,
    repository_id BIGINT NOT NULL,
    PRIMARY KEY (manifest_id, platform)
);
INSERT INTO content.image_platform (manifest_id, platform, repository_id)
SELECT DISTINCT i.manifest_id, platform, m.repository_id
FROM content.image i JOIN content.manifest m ON m.id = i.manifest_id CROSS JOIN LATERAL unnest(i.platforms) platform;
CREATE INDEX image_platform_here ON content.image_platform (repository_id, platform, manifest_id);
