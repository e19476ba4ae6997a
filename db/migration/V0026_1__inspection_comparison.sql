-- What is known of layers is read again when somebody looks, now with checksums of what files have.
DELETE FROM inspection.image;
DELETE FROM inspection.layer;
-- CRC-32C of its bytes; none where they are not in one piece
ALTER TABLE inspection.entry ADD COLUMN checksum BIGINT;

-- How the files of two images differ, worked out once all layers of both are read.
CREATE TABLE inspection.comparison (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- digests of their manifests
    before   BYTEA       NOT NULL,
    after    BYTEA       NOT NULL,
    -- the rows of the layers, first those of the one before, the lowest first; 0 for those that have none
    layers   BIGINT[]    NOT NULL,
    -- so many are of the one before
    split    INTEGER     NOT NULL,
    state    TEXT        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'READ', 'FAILED')),
    asked_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    due_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    attempts INTEGER     NOT NULL DEFAULT 0,
    UNIQUE (before, after)
);
CREATE INDEX comparison_waiting ON inspection.comparison (due_at) WHERE state = 'WAITING';
CREATE INDEX comparison_asked_at ON inspection.comparison (asked_at);
-- they go when one of their layers goes
CREATE INDEX comparison_layers ON inspection.comparison USING gin (layers);

-- Sums of a kind of change.
CREATE TABLE inspection.comparison_sum (
    comparison_id BIGINT  NOT NULL REFERENCES inspection.comparison ON DELETE CASCADE,
    change        TEXT    NOT NULL CHECK (change IN ('ADDED', 'REMOVED', 'CHANGED')),
    files         INTEGER NOT NULL,
    -- what the files have more, or less where this is negative
    bytes         BIGINT  NOT NULL,
    PRIMARY KEY (comparison_id, change)
);

-- What differs, in the order of paths.
CREATE TABLE inspection.comparison_file (
    comparison_id BIGINT  NOT NULL REFERENCES inspection.comparison ON DELETE CASCADE,
    nth           INTEGER NOT NULL,
    path          TEXT    NOT NULL,
    change        TEXT    NOT NULL CHECK (change IN ('ADDED', 'REMOVED', 'CHANGED')),
    -- of the one after, where it is there
    kind          TEXT    NOT NULL,
    -- what of it differs
    aspects       TEXT[]  NOT NULL,
    -- of files only
    size_before   BIGINT,
    size_after    BIGINT,
    PRIMARY KEY (comparison_id, nth)
);
