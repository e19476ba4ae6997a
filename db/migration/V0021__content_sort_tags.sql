-- What looks like a version sorts as one: the program computes the key, also of tags that were there before ('').
UPDATE content.tag SET version_key = '' WHERE version_key IS NULL;
ALTER TABLE content.tag ALTER COLUMN version_key SET DEFAULT '', ALTER COLUMN version_key SET NOT NULL;
CREATE INDEX tag_without_version_key ON content.tag (repository_id, name) WHERE version_key = '';

-- Each order that lists of tags have, over all tags of a repository.
CREATE INDEX tag_updated ON content.tag (repository_id, updated_at DESC, name);
CREATE INDEX tag_version ON content.tag (repository_id, version_key DESC, name);

-- The other tags of the same image, in order: an image may have thousands.
DROP INDEX content.tag_manifest;
CREATE INDEX tag_manifest ON content.tag (manifest_id, name);
