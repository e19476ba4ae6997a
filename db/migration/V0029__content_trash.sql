-- What can be restored, the newest deletion first, and who deleted it.
ALTER TABLE content.manifest ADD COLUMN deleted_by BIGINT REFERENCES accounts.principal;
CREATE INDEX manifest_deleted ON content.manifest (repository_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
