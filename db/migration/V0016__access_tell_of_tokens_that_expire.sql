-- When its holder was told that a token ends soon: once for each life of it.
ALTER TABLE access.credential ADD COLUMN expiry_told_at TIMESTAMPTZ;
CREATE INDEX credential_expiry_untold ON access.credential (expires_at)
    WHERE revoked_at IS NULL AND disabled_at IS NULL AND expiry_told_at IS NULL;
