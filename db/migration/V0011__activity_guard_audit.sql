-- Audit rows are never changed, by nobody: the triggers hold even for the role that owns the table. Old rows go with
-- their whole month, which the functions below see to; they run as the owner, so that a program without DDL may call them.
CREATE FUNCTION activity.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of activity.audit are never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE ON activity.audit
    FOR EACH ROW EXECUTE FUNCTION activity.refuse_change();
-- partitions inherit triggers for rows, and none for statements
CREATE TRIGGER audit_kept BEFORE TRUNCATE ON activity.audit
    FOR EACH STATEMENT EXECUTE FUNCTION activity.refuse_change();
CREATE TRIGGER audit_kept BEFORE TRUNCATE ON activity.audit_other
    FOR EACH STATEMENT EXECUTE FUNCTION activity.refuse_change();

-- Makes the partitions of this month and of so many after it; says which ones are new.
CREATE FUNCTION activity.make_audit_months(ahead INTEGER) RETURNS SETOF TEXT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    start TIMESTAMP := date_trunc('month', now() AT TIME ZONE 'UTC');
    partition TEXT;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('activity.audit months', 0));
    FOR i IN 0..ahead LOOP
        partition := 'audit_' || to_char(start + make_interval(months => i), 'YYYY_MM');
        IF to_regclass('activity.' || partition) IS NULL THEN
            BEGIN
                EXECUTE format('CREATE TABLE activity.%I PARTITION OF activity.audit FOR VALUES FROM (%L) TO (%L)',
                    partition,
                    (start + make_interval(months => i)) AT TIME ZONE 'UTC',
                    (start + make_interval(months => i + 1)) AT TIME ZONE 'UTC');
            EXCEPTION WHEN check_violation THEN
                -- rows of this month lie in audit_other, because nobody made it in time: there they stay
                CONTINUE;
            END;
            EXECUTE format('CREATE TRIGGER audit_kept BEFORE TRUNCATE ON activity.%I'
                ' FOR EACH STATEMENT EXECUTE FUNCTION activity.refuse_change()', partition);
            RETURN NEXT partition;
        END IF;
    END LOOP;
END $$;

-- Drops the partitions whose month ended so long ago; says which ones.
CREATE FUNCTION activity.drop_audit_months(age INTERVAL) RETURNS SETOF TEXT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    partition TEXT;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('activity.audit months', 0));
    FOR partition IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'activity.audit'::regclass AND c.relname ~ '^audit_\d{4}_\d{2}$'
        ORDER BY c.relname
    LOOP
        IF (to_date(right(partition, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC'
            < now() - greatest(age, interval '1 day') THEN
            EXECUTE format('DROP TABLE activity.%I', partition);
            RETURN NEXT partition;
        END IF;
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION activity.make_audit_months(INTEGER), activity.drop_audit_months(INTERVAL) FROM PUBLIC;
