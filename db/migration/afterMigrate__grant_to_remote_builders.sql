-- The role of remote builders, where the settings name one: it sees the tables of builds, writes down how its own builds
-- go, and cannot say what they are or where they go. What it needs beyond is in functions.
DO $$
DECLARE
    builder CONSTANT TEXT := '${builders}';
BEGIN
    IF builder = '' OR builder = current_user THEN
        RETURN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA builds TO %I', builder);
    EXECUTE format('GRANT SELECT ON builds.build, builds.trigger, builds.secret TO %I', builder);
    EXECUTE format('GRANT UPDATE (state, reason, detail, commit_id, title, author, digest, started_at, cloned_at,'
        ' built_at, tested_at, finished_at, node, claims, losses, lease_until, log_lines, log_bytes)'
        ' ON builds.build TO %I', builder);
    EXECUTE format('GRANT UPDATE (failures, paused_at) ON builds.trigger TO %I', builder);
    EXECUTE format('GRANT INSERT ON builds.log TO %I', builder);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON builds.worker TO %I', builder);
    EXECUTE format('GRANT EXECUTE ON FUNCTION builds.repository_of(BIGINT), builds.dismiss(),'
        ' builds.admit(BIGINT, INTEGER, BYTEA, TEXT, INTERVAL) TO %I', builder);
END $$;
