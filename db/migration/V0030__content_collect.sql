-- What collection goes by: docs/adr/0015.

-- When an index that listed it, or a subject that it describes, was collected. A review names no manifest that must be
-- there: queueing one waits for nobody who locks the manifest.
ALTER TABLE content.manifest_review ADD COLUMN orphaned_at TIMESTAMPTZ;
ALTER TABLE content.manifest_review DROP CONSTRAINT manifest_review_manifest_id_fkey;

-- Which tags named a manifest before, and until when: each tag that leaves one has an event that says so.
CREATE INDEX tag_event_previous ON content.tag_event (repository_id, previous, at DESC) WHERE previous IS NOT NULL;
CREATE INDEX repository_deleted ON content.repository (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- The generation is raised once a day here and then in the store's marker; `marked` follows when both are done. A marker
-- that is ahead tells that this database was restored from a backup, one that is behind that the store was.
ALTER TABLE content.store
    ADD COLUMN generation BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN marked BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN raised_at TIMESTAMPTZ NOT NULL DEFAULT '2000-01-01';

-- What goes with a repository for good belongs to other modules as well.
ALTER TABLE access.grant DROP CONSTRAINT grant_repository_id_fkey,
    ADD FOREIGN KEY (repository_id) REFERENCES content.repository ON DELETE CASCADE;
ALTER TABLE accounts.robot DROP CONSTRAINT robot_repository_id_fkey,
    ADD FOREIGN KEY (repository_id) REFERENCES content.repository ON DELETE CASCADE;

-- Whoever takes the last edge to a blob leaves a review: no way to forget it. Sorted, as all who take these locks. The
-- conflict must write: a review that somebody is about to drop is waited for, and made anew.
CREATE FUNCTION content.review_links() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO content.link_review AS r (blob_id, repository_id, due_at)
    SELECT DISTINCT blob_id, repository_id, now() FROM gone ORDER BY blob_id, repository_id
    ON CONFLICT (blob_id, repository_id) DO UPDATE SET due_at = least(r.due_at, EXCLUDED.due_at);
    RETURN NULL;
END $$;
CREATE TRIGGER review_links AFTER DELETE ON content.manifest_blob
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION content.review_links();

-- The same for a manifest that loses its last tag or goes to the trash; most updates of a manifest do neither.
CREATE FUNCTION content.review_manifest() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO content.manifest_review (manifest_id, due_at) VALUES (NEW.id, now())
    ON CONFLICT (manifest_id) DO UPDATE SET due_at = EXCLUDED.due_at;
    RETURN NULL;
END $$;
CREATE TRIGGER review_manifest AFTER UPDATE ON content.manifest FOR EACH ROW
    WHEN (NEW.untagged_since IS NOT NULL AND OLD.untagged_since IS DISTINCT FROM NEW.untagged_since
        OR NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS DISTINCT FROM NEW.deleted_at)
    EXECUTE FUNCTION content.review_manifest();

INSERT INTO content.manifest_review (manifest_id, due_at)
SELECT id, now() FROM content.manifest WHERE deleted_at IS NOT NULL OR untagged_since IS NOT NULL ORDER BY id
ON CONFLICT DO NOTHING;

-- To tell when the bytes of a blob go that is collected already.
ALTER TABLE content.object_deletion ADD COLUMN digest BYTEA;
CREATE INDEX object_deletion_digest ON content.object_deletion (digest) WHERE digest IS NOT NULL;
