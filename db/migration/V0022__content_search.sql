-- When a repository was made or last pushed to: lists by date take it in order. Beside the repository, whose row every
-- push locks for itself and whose indexes would grow with each of them.
CREATE TABLE content.repository_activity (
    repository_id BIGINT PRIMARY KEY REFERENCES content.repository,
    active_at     TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX repository_activity_newest ON content.repository_activity (active_at DESC, repository_id DESC);
INSERT INTO content.repository_activity (repository_id, active_at)
SELECT r.id, COALESCE((SELECT max(m.pushed_at) FROM content.manifest m WHERE m.repository_id = r.id), r.created_at)
FROM content.repository r ORDER BY r.id;

-- Searches look for tags in small letters and for digests by their start. Other statements cannot take these indexes for
-- as good as the keys: docs/adr/0007.
CREATE INDEX tag_search ON content.tag (lower(name), repository_id, name);
CREATE INDEX manifest_search ON content.manifest (substr(digest, 2, 16), id);

-- Any part of a word: docs/adr/0012. A server without the extension searches the same, only slower. The two texts are
-- different so that a search of what is public cannot take the index of everything.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA content;
    EXECUTE 'CREATE INDEX repository_search ON content.repository USING gin ('
        '(name || '' '' || lower(description)) content.gin_trgm_ops)';
    EXECUTE 'CREATE INDEX repository_search_public ON content.repository USING gin ('
        '(lower(description) || '' '' || name) content.gin_trgm_ops) WHERE visibility = ''PUBLIC''';
EXCEPTION
    WHEN undefined_file OR feature_not_supported OR insufficient_privilege OR undefined_object THEN
        RAISE NOTICE 'searches go without pg_trgm: %', SQLERRM;
END $$;
