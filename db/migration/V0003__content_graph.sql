CREATE SCHEMA content;

CREATE TABLE content.repository (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace_id   BIGINT      NOT NULL REFERENCES accounts.namespace,
    name           TEXT COLLATE "C" NOT NULL CHECK (length(name) <= 255),
    visibility     TEXT        NOT NULL DEFAULT 'PRIVATE' CHECK (visibility IN ('PRIVATE', 'PUBLIC')),
    access_version INTEGER     NOT NULL DEFAULT 1,
    -- made by a push that has no manifest yet: looks missing until the first one
    hidden         BOOLEAN     NOT NULL DEFAULT false,
    description    TEXT        NOT NULL DEFAULT '',
    created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_by     BIGINT      NOT NULL REFERENCES accounts.principal,
    deleted_at     TIMESTAMPTZ
);
CREATE UNIQUE INDEX repository_live_name ON content.repository (name) WHERE deleted_at IS NULL;
CREATE INDEX repository_namespace ON content.repository (namespace_id, name) WHERE deleted_at IS NULL;
CREATE INDEX repository_hidden ON content.repository (created_by) WHERE hidden AND deleted_at IS NULL;

-- Which store belongs to this database: another one (a volume that is not mounted, a mixed-up restore) is refused.
CREATE TABLE content.store (
    id       SMALLINT PRIMARY KEY,
    identity UUID NOT NULL
);

-- digest = algorithm byte (1 sha256, 2 sha512) + hash
CREATE TABLE content.blob (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest      BYTEA       NOT NULL UNIQUE,
    size        BIGINT      NOT NULL CHECK (size >= 0),
    store       SMALLINT    NOT NULL,
    storage_key TEXT        NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    damaged_at  TIMESTAMPTZ,
    UNIQUE (store, storage_key)
);

-- A blob exists for a caller only through a link, not hidden, of a repository that the caller may read.
CREATE TABLE content.repository_blob (
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    blob_id       BIGINT      NOT NULL REFERENCES content.blob,
    namespace_id  BIGINT      NOT NULL REFERENCES accounts.namespace,
    lease_until   TIMESTAMPTZ NOT NULL,
    hidden_at     TIMESTAMPTZ,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (repository_id, blob_id)
);
CREATE INDEX repository_blob_blob ON content.repository_blob (blob_id);
CREATE INDEX repository_blob_namespace ON content.repository_blob (namespace_id, blob_id);

CREATE TABLE content.manifest (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repository_id  BIGINT      NOT NULL REFERENCES content.repository,
    digest         BYTEA       NOT NULL,
    media_type     TEXT        NOT NULL,
    artifact_type  TEXT,
    subject        BYTEA,
    config_digest  BYTEA,
    annotations    JSONB,
    payload        BYTEA       NOT NULL,
    size           INTEGER     NOT NULL,
    pushed_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    pushed_by      BIGINT      NOT NULL REFERENCES accounts.principal,
    lease_until    TIMESTAMPTZ NOT NULL,
    untagged_since TIMESTAMPTZ,
    deleted_at     TIMESTAMPTZ,
    UNIQUE (repository_id, digest)
);
CREATE INDEX manifest_subject ON content.manifest (repository_id, subject, id) WHERE subject IS NOT NULL;
ALTER TABLE content.manifest ALTER COLUMN payload SET STORAGE EXTERNAL;

CREATE INDEX manifest_pushed ON content.manifest (repository_id, pushed_at DESC) WHERE deleted_at IS NULL;

CREATE VIEW content.live_manifest AS
    SELECT m.* FROM content.manifest m WHERE m.deleted_at IS NULL;

-- The last line of defence: a manifest's blob cannot lose its link.
CREATE TABLE content.manifest_blob (
    manifest_id   BIGINT NOT NULL REFERENCES content.manifest,
    repository_id BIGINT NOT NULL,
    blob_id       BIGINT NOT NULL,
    PRIMARY KEY (manifest_id, blob_id),
    FOREIGN KEY (repository_id, blob_id) REFERENCES content.repository_blob
);
CREATE INDEX manifest_blob_blob ON content.manifest_blob (blob_id, repository_id);

-- By digest: it holds a child that is pushed later.
CREATE TABLE content.manifest_child (
    parent_id     BIGINT NOT NULL REFERENCES content.manifest,
    repository_id BIGINT NOT NULL,
    child_digest  BYTEA  NOT NULL,
    PRIMARY KEY (parent_id, child_digest)
);
CREATE INDEX manifest_child_digest ON content.manifest_child (repository_id, child_digest);

CREATE TABLE content.tag (
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    name          TEXT COLLATE "C" NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
    manifest_id   BIGINT      NOT NULL REFERENCES content.manifest,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_by    BIGINT      NOT NULL REFERENCES accounts.principal,
    version_key   TEXT COLLATE "C",
    expires_at    TIMESTAMPTZ,
    locked        BOOLEAN     NOT NULL DEFAULT false,
    PRIMARY KEY (repository_id, name)
);
CREATE INDEX tag_manifest ON content.tag (manifest_id);

-- Append-only: what a tag named, when, and who moved it.
CREATE TABLE content.tag_event (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    name          TEXT COLLATE "C" NOT NULL,
    kind          TEXT        NOT NULL CHECK (kind IN ('CREATE', 'MOVE', 'DELETE', 'RESTORE', 'EXPIRE', 'LOCK')),
    digest        BYTEA,
    previous      BYTEA,
    at            TIMESTAMPTZ NOT NULL DEFAULT now(),
    by            BIGINT      NOT NULL REFERENCES accounts.principal,
    client        TEXT        NOT NULL DEFAULT ''
);
CREATE INDEX tag_event_tag ON content.tag_event (repository_id, name, id DESC);

CREATE TABLE content.upload (
    id            UUID PRIMARY KEY,
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    owner_id      BIGINT      NOT NULL REFERENCES accounts.principal,
    store         SMALLINT    NOT NULL,
    storage_key   TEXT        NOT NULL,
    state         TEXT        NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'WRITING', 'COMMITTING')),
    epoch         INTEGER     NOT NULL DEFAULT 0,
    writer_until  TIMESTAMPTZ,
    received      BIGINT      NOT NULL DEFAULT 0,
    algorithm     TEXT        NOT NULL DEFAULT 'sha256',
    digest_so_far BYTEA,
    multipart     JSONB,
    tail          BYTEA,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    active_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at    TIMESTAMPTZ NOT NULL,
    UNIQUE (store, storage_key)
);
CREATE INDEX upload_owner ON content.upload (owner_id, active_at);
CREATE INDEX upload_expiry ON content.upload (expires_at);
CREATE INDEX upload_repository ON content.upload (repository_id);

CREATE TABLE content.link_review (
    blob_id       BIGINT      NOT NULL,
    repository_id BIGINT      NOT NULL,
    due_at        TIMESTAMPTZ NOT NULL,
    attempts      INTEGER     NOT NULL DEFAULT 0,
    PRIMARY KEY (blob_id, repository_id)
);
CREATE INDEX link_review_due ON content.link_review (due_at);

CREATE TABLE content.manifest_review (
    manifest_id BIGINT PRIMARY KEY REFERENCES content.manifest,
    due_at      TIMESTAMPTZ NOT NULL,
    attempts    INTEGER     NOT NULL DEFAULT 0
);
CREATE INDEX manifest_review_due ON content.manifest_review (due_at);

-- Bytes that no row names any more.
CREATE TABLE content.object_deletion (
    store        SMALLINT    NOT NULL,
    storage_key  TEXT        NOT NULL,
    multipart_id TEXT,
    size         BIGINT      NOT NULL DEFAULT 0,
    due_at       TIMESTAMPTZ NOT NULL,
    attempts     INTEGER     NOT NULL DEFAULT 0,
    PRIMARY KEY (store, storage_key)
);
CREATE INDEX object_deletion_due ON content.object_deletion (due_at);

-- Hourly roll-ups, written in batches: a pull writes nothing itself.
CREATE TABLE content.tag_usage (
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    name          TEXT COLLATE "C" NOT NULL,
    hour          TIMESTAMPTZ NOT NULL,
    pulls         BIGINT      NOT NULL,
    last_pull_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (repository_id, name, hour)
);
CREATE TABLE content.repository_usage (
    repository_id BIGINT      NOT NULL REFERENCES content.repository,
    hour          TIMESTAMPTZ NOT NULL,
    pulls         BIGINT      NOT NULL,
    last_pull_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (repository_id, hour)
);
