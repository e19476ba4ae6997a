-- What the files of an image come to, worked out once all its layers are read.
CREATE TABLE inspection.image (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- the digest of its manifest; like layers, for all repositories
    manifest BYTEA       NOT NULL UNIQUE,
    -- the rows of its layers, the lowest first; 0 for those that have none
    layers   BIGINT[]    NOT NULL,
    state    TEXT        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'READ', 'FAILED')),
    -- bytes of the files that a container sees, and of those that upper layers replace, hide or remove
    seen     BIGINT      NOT NULL DEFAULT 0,
    wasted   BIGINT      NOT NULL DEFAULT 0,
    due_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    attempts INTEGER     NOT NULL DEFAULT 0
);
CREATE INDEX image_waiting ON inspection.image (due_at) WHERE state = 'WAITING';
-- they go when one of their layers goes
CREATE INDEX image_layers ON inspection.image USING gin (layers);

-- The largest files of an image.
CREATE TABLE inspection.image_file (
    image_id BIGINT   NOT NULL REFERENCES inspection.image ON DELETE CASCADE,
    wasted   BOOLEAN  NOT NULL,
    rank     INTEGER  NOT NULL,
    -- of its layer: 0 is the lowest
    place    INTEGER  NOT NULL,
    path     TEXT     NOT NULL,
    size     BIGINT   NOT NULL,
    PRIMARY KEY (image_id, wasted, rank)
);
