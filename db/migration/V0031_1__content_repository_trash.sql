-- What is in the trash of a namespace, the last deletion first, and who deleted it.
ALTER TABLE content.repository ADD COLUMN deleted_by BIGINT REFERENCES accounts.principal;
CREATE INDEX repository_trash ON content.repository (namespace_id, deleted_at DESC, id DESC)
    WHERE deleted_at IS NOT NULL;
-- Asked for before a repository goes, however many tags it has.
CREATE INDEX tag_locked ON content.tag (repository_id, name) WHERE locked;
