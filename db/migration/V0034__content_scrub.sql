-- When the bytes of a blob were last read and found right; a replica that reads them now has them until scrub_until.
ALTER TABLE content.blob
    ADD COLUMN scrubbed_at TIMESTAMPTZ,
    ADD COLUMN scrub_until TIMESTAMPTZ;
CREATE INDEX blob_scrub ON content.blob (COALESCE(scrubbed_at, created_at), id) WHERE damaged_at IS NULL;
CREATE INDEX blob_damaged ON content.blob (id) WHERE damaged_at IS NOT NULL;
