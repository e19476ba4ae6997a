-- A tag that is locked or unlocked has that in its history.
ALTER TABLE content.tag_event DROP CONSTRAINT tag_event_kind_check;
ALTER TABLE content.tag_event ADD CONSTRAINT tag_event_kind_check
    CHECK (kind IN ('CREATE', 'MOVE', 'DELETE', 'RESTORE', 'EXPIRE', 'LOCK', 'UNLOCK'));
