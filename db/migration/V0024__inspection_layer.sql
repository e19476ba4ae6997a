CREATE SCHEMA inspection;

-- A layer whose files somebody wanted to see: read once by a worker, for all repositories. It names no blob, so that
-- nothing here keeps bytes from being collected.
CREATE TABLE inspection.layer (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest     BYTEA       NOT NULL UNIQUE,
    -- the name of the repository that asked: the worker reads the layer there
    repository TEXT        NOT NULL,
    state      TEXT        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'READ', 'FAILED')),
    failure    TEXT,
    entries    INTEGER     NOT NULL DEFAULT 0,
    -- entries with paths that lead out of the image, or that no file system can hold
    refused    INTEGER     NOT NULL DEFAULT 0,
    -- uncompressed
    bytes      BIGINT      NOT NULL DEFAULT 0,
    asked_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    looked_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    due_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    attempts   INTEGER     NOT NULL DEFAULT 0,
    CHECK ((state = 'FAILED') = (failure IS NOT NULL))
);
CREATE INDEX layer_waiting ON inspection.layer (due_at) WHERE state = 'WAITING';
CREATE INDEX layer_looked_at ON inspection.layer (looked_at);

-- What a layer says of a path. The root has no name and no parent.
CREATE TABLE inspection.entry (
    layer_id BIGINT NOT NULL REFERENCES inspection.layer ON DELETE CASCADE,
    -- the first bytes of the SHA-256 of the parent's path, which can be too long for an index
    folder   BYTEA  NOT NULL CHECK (length(folder) = 16),
    name     TEXT COLLATE "C" NOT NULL CHECK (length(name) <= 255),
    parent   TEXT COLLATE "C" NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('FILE', 'DIRECTORY', 'SYMLINK', 'HARDLINK', 'DEVICE', 'WHITEOUT')),
    -- what layers below have at and under this path is hidden, although this is a directory
    opaque   BOOLEAN NOT NULL,
    -- the tar has it, and not only something below it
    listed   BOOLEAN NOT NULL,
    size     BIGINT NOT NULL,
    mode     INTEGER NOT NULL,
    uid      BIGINT NOT NULL,
    gid      BIGINT NOT NULL,
    modified TIMESTAMPTZ,
    target   TEXT   NOT NULL,
    -- where its bytes begin in the uncompressed tar; none where they are not in one piece
    position BIGINT,
    PRIMARY KEY (layer_id, folder, name)
);
