-- How many bytes a namespace, or one repository, may hold: docs/adr/0019.
CREATE TABLE content.quota (
    id            BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace_id  BIGINT      UNIQUE REFERENCES accounts.namespace ON DELETE CASCADE,
    repository_id BIGINT      UNIQUE REFERENCES content.repository ON DELETE CASCADE,
    limit_bytes   BIGINT      NOT NULL CHECK (limit_bytes >= 0),
    warned        SMALLINT    NOT NULL DEFAULT 0 CHECK (warned IN (0, 80, 100)), -- the last crossing that was told
    warned_at     TIMESTAMPTZ,
    -- the count that runs, from its phase and place on, and when it is due
    due_at        TIMESTAMPTZ NOT NULL DEFAULT now(),
    phase         TEXT        NOT NULL DEFAULT 'BLOBS'
        CHECK (phase IN ('BLOBS', 'MANIFESTS', 'CHARGED_BLOBS', 'CHARGED_MANIFESTS')),
    place         BIGINT      NOT NULL DEFAULT 0,
    place_digest  BYTEA       NOT NULL DEFAULT '',
    found_drift   BIGINT      NOT NULL DEFAULT 0,
    found_shared  BIGINT      NOT NULL DEFAULT 0,
    found_trash   BIGINT      NOT NULL DEFAULT 0,
    -- what the last one found
    counted_at    TIMESTAMPTZ,
    drift         BIGINT      NOT NULL DEFAULT 0,
    drift_at      TIMESTAMPTZ, -- the last one that was not nothing
    shared        BIGINT      NOT NULL DEFAULT 0,
    trash         BIGINT      NOT NULL DEFAULT 0,
    CHECK (num_nonnulls(namespace_id, repository_id) = 1)
);
CREATE INDEX quota_due ON content.quota (due_at);

-- What is free is spread, so that no row is waited for; together it is the limit less what is charged and reserved.
-- Below zero where a limit was set under what is there.
CREATE TABLE content.quota_slot (
    quota_id   BIGINT   NOT NULL REFERENCES content.quota ON DELETE CASCADE,
    slot       SMALLINT NOT NULL CHECK (slot BETWEEN 0 AND 15),
    free_bytes BIGINT   NOT NULL,
    PRIMARY KEY (quota_id, slot)
) WITH (fillfactor = 50);

-- What counts, once each: a blob however often it is linked, and each manifest.
CREATE TABLE content.quota_charge (
    quota_id BIGINT   NOT NULL,
    kind     SMALLINT NOT NULL CHECK (kind IN (1, 2)), -- 1 a blob, 2 a manifest
    item_id  BIGINT   NOT NULL,
    bytes    BIGINT   NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (quota_id, kind, item_id)
);

-- Quotas that are gone: their charges go in steps.
CREATE TABLE content.quota_removal (
    quota_id BIGINT PRIMARY KEY
);

-- What an upload holds of each of its quotas until it ends.
ALTER TABLE content.upload
    ADD COLUMN quotas   BIGINT[] NOT NULL DEFAULT '{}',
    ADD COLUMN reserved BIGINT   NOT NULL DEFAULT 0 CHECK (reserved >= 0);
CREATE INDEX upload_reserved ON content.upload USING gin (quotas) WHERE reserved > 0;

-- The manifests of a namespace are counted repository by repository, with those in the trash.
CREATE INDEX repository_of_namespace ON content.repository (namespace_id, id);

CREATE FUNCTION content.give_quota(quota BIGINT, bytes BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    UPDATE content.quota_slot SET free_bytes = free_bytes + bytes
    WHERE quota_id = quota AND slot = (
        SELECT s.slot FROM content.quota_slot s WHERE s.quota_id = quota
        ORDER BY s.slot LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        UPDATE content.quota_slot SET free_bytes = free_bytes + bytes WHERE quota_id = quota AND slot = 0;
    END IF;
END $$;

-- False where there is not enough. A slot that somebody holds is left out; where no single one has enough, all of them
-- are locked, in order, and what is left is spread anew.
CREATE FUNCTION content.take_quota(quota BIGINT, bytes BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql AS $$
DECLARE
    total BIGINT;
BEGIN
    UPDATE content.quota_slot SET free_bytes = free_bytes - bytes
    WHERE quota_id = quota AND slot = (
        SELECT s.slot FROM content.quota_slot s WHERE s.quota_id = quota AND s.free_bytes >= bytes
        ORDER BY s.slot LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF FOUND THEN
        RETURN true;
    END IF;
    SELECT sum(free_bytes) INTO total FROM (
        SELECT free_bytes FROM content.quota_slot WHERE quota_id = quota ORDER BY slot FOR UPDATE) locked;
    IF total IS NULL THEN
        RETURN true; -- there is no such quota any more
    END IF;
    IF total < bytes THEN
        RETURN false;
    END IF;
    UPDATE content.quota_slot
    SET free_bytes = (total - bytes) / 16 + CASE WHEN slot = 0 THEN (total - bytes) % 16 ELSE 0 END
    WHERE quota_id = quota;
    RETURN true;
END $$;

-- Takes or gives back until the upload holds what is wanted, of all of its quotas or of none. What comes back is the
-- quota that has not enough, -1 where the upload is no more the caller's.
CREATE FUNCTION content.reserve_upload(which UUID, turn INTEGER, wanted BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    was content.upload;
    quota BIGINT;
    taken BIGINT[] := '{}';
BEGIN
    SELECT * INTO was FROM content.upload WHERE id = which AND epoch = turn FOR UPDATE;
    IF NOT FOUND THEN
        RETURN -1;
    END IF;
    FOR quota IN SELECT q FROM unnest(was.quotas) q ORDER BY q LOOP
        IF wanted < was.reserved THEN
            PERFORM content.give_quota(quota, was.reserved - wanted);
        ELSIF wanted > was.reserved AND NOT content.take_quota(quota, wanted - was.reserved) THEN
            PERFORM content.give_quota(q, wanted - was.reserved) FROM unnest(taken) q;
            RETURN quota;
        END IF;
        taken := taken || quota;
    END LOOP;
    UPDATE content.upload SET reserved = wanted WHERE id = which;
    RETURN NULL;
END $$;

-- Charges what is not charged yet, and gives back what was reserved for it beyond that. What comes back is a quota that
-- has not enough: the caller's transaction must end without effect then.
CREATE FUNCTION content.charge_quota(quotas BIGINT[], kind_of SMALLINT, item BIGINT, size BIGINT,
    reserved_quotas BIGINT[], reserved BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    quota BIGINT;
    back BIGINT;
BEGIN
    FOR quota IN SELECT DISTINCT q FROM unnest(quotas || reserved_quotas) q ORDER BY q LOOP
        back := CASE WHEN quota = ANY (reserved_quotas) THEN reserved ELSE 0 END;
        IF quota = ANY (quotas) THEN
            INSERT INTO content.quota_charge (quota_id, kind, item_id, bytes) VALUES (quota, kind_of, item, size)
            ON CONFLICT DO NOTHING;
            IF FOUND THEN
                back := back - size;
            END IF;
        END IF;
        IF back > 0 THEN
            PERFORM content.give_quota(quota, back);
        ELSIF back < 0 AND NOT content.take_quota(quota, -back) THEN
            RETURN quota;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- However an upload ends: what it still holds comes back with the row.
CREATE FUNCTION content.return_reservation() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM content.give_quota(q, OLD.reserved) FROM (SELECT q FROM unnest(OLD.quotas) q ORDER BY q) held;
    RETURN NULL;
END $$;
CREATE TRIGGER return_reservation AFTER DELETE ON content.upload FOR EACH ROW
    WHEN (OLD.reserved > 0) EXECUTE FUNCTION content.return_reservation();

CREATE FUNCTION content.remember_removal() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO content.quota_removal (quota_id) VALUES (OLD.id);
    RETURN NULL;
END $$;
CREATE TRIGGER remember_removal AFTER DELETE ON content.quota FOR EACH ROW
    EXECUTE FUNCTION content.remember_removal();
