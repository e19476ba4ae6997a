-- The program's own role, where it is another than the one that owns the tables: it reads and writes rows, changes no
-- table, and cannot touch what the audit log holds. Runs after every migration, since each may have brought new tables.
DO $$
DECLARE
    program CONSTANT TEXT := '${program}';
    place TEXT;
BEGIN
    IF program = current_user THEN
        RETURN;
    END IF;
    FOREACH place IN ARRAY ARRAY['work', 'accounts', 'content', 'access', 'inspection', 'gc', 'builds'] LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, program);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', place, program);
        EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO %I', place, program);
    END LOOP;
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON work.flyway_schema_history FROM %I', program);
    EXECUTE format('GRANT USAGE ON SCHEMA activity TO %I', program);
    EXECUTE format('GRANT SELECT, INSERT ON activity.audit TO %I', program);
    EXECUTE format('GRANT EXECUTE ON FUNCTION activity.make_audit_months(INTEGER),'
        ' activity.drop_audit_months(INTERVAL) TO %I', program);
    EXECUTE format('GRANT EXECUTE ON FUNCTION builds.repository_of(BIGINT), builds.dismiss(),'
        ' builds.admit(BIGINT, INTEGER, BYTEA, TEXT, INTERVAL) TO %I', program);
END $$;
