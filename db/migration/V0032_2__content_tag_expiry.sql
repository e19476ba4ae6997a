-- When tags go by themselves: because somebody said so, or what they name.
ALTER TABLE content.tag
    ADD COLUMN expiry_by_hand BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN held_until TIMESTAMPTZ; -- over, but a rule keeps it: looked at again then
CREATE INDEX tag_expiry ON content.tag (COALESCE(held_until, expires_at)) WHERE expires_at IS NOT NULL;
ALTER TABLE content.image ADD COLUMN expires_after BIGINT CHECK (expires_after > 0); -- seconds, as its label says
