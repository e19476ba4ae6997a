-- A key that was being written to may have parts at a store that nobody can see but by asking for them.
-- The column for the name of one such write was never used: a process that dies takes its name along.
ALTER TABLE content.object_deletion
    DROP COLUMN multipart_id,
    ADD COLUMN unfinished BOOLEAN NOT NULL DEFAULT false;
