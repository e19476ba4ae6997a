-- What a manifest says, read once by a worker: pages and lists never open a blob.
CREATE TABLE content.image (
    manifest_id   BIGINT PRIMARY KEY REFERENCES content.manifest ON DELETE CASCADE,
    state         TEXT        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'READ', 'FAILED')),
    failure       TEXT CHECK (failure IN ('TOO_LARGE', 'INVALID', 'UNREADABLE')),
    attempts      INTEGER     NOT NULL DEFAULT 0,
    due_at        TIMESTAMPTZ NOT NULL DEFAULT now(),
    kind          TEXT CHECK (kind IN ('IMAGE', 'INDEX', 'ARTIFACT')),
    -- of an artifact: its own type, or that of what it carries
    artifact_type TEXT,
    os            TEXT,
    architecture  TEXT,
    variant       TEXT,
    os_version    TEXT,
    -- os/architecture[/variant], in the order in which pages show them; of an index, those it lists
    platforms     TEXT[]      NOT NULL DEFAULT '{}',
    created       TIMESTAMPTZ,
    author        TEXT,
    settings      JSONB,
    labels        JSONB,
    history       JSONB,
    layers        JSONB,
    -- what a client downloads: manifest, config and each layer once; an index has the sum of its parts
    total_size    BIGINT,
    -- texts were too long to be kept whole
    cut           BOOLEAN     NOT NULL DEFAULT false,
    CHECK (state <> 'READ' OR kind IS NOT NULL),
    CHECK ((state = 'FAILED') = (failure IS NOT NULL))
);
CREATE INDEX image_waiting ON content.image (due_at) WHERE state = 'WAITING';

-- What an index lists, here or not.
CREATE TABLE content.image_part (
    parent_id     BIGINT  NOT NULL REFERENCES content.manifest ON DELETE CASCADE,
    place         INTEGER NOT NULL,
    repository_id BIGINT  NOT NULL,
    digest        BYTEA   NOT NULL,
    media_type    TEXT    NOT NULL,
    artifact_type TEXT,
    size          BIGINT  NOT NULL,
    os            TEXT,
    architecture  TEXT,
    variant       TEXT,
    os_version    TEXT,
    -- an attestation's image, which stands in the same index
    describes     BYTEA,
    PRIMARY KEY (parent_id, place)
);
CREATE INDEX image_part_describes ON content.image_part (repository_id, describes) WHERE describes IS NOT NULL;

INSERT INTO content.image (manifest_id) SELECT id FROM content.manifest ORDER BY id;
