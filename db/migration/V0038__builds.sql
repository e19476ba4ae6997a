-- Image builds: what starts them, the queue, and what they said.
CREATE SCHEMA builds;

-- One Git source of a repository. Credentials are sealed with the master key.
CREATE TABLE builds.trigger (
    id             BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id      UUID        NOT NULL UNIQUE, -- in /hooks/{trigger}
    repository_id  BIGINT      NOT NULL REFERENCES content.repository ON DELETE CASCADE,
    provider       TEXT        NOT NULL CHECK (provider IN ('GITHUB', 'GITLAB', 'BITBUCKET', 'GITEA', 'GIT')),
    url            TEXT        NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
    default_branch TEXT        NOT NULL DEFAULT '', -- as the last delivery told; empty: not known
    auth           TEXT        NOT NULL CHECK (auth IN ('NONE', 'TOKEN', 'KEY')),
    login          TEXT        NOT NULL DEFAULT '', -- the user name that goes with a token
    credential     BYTEA,                           -- a token or a private key, sealed
    public_key     TEXT        NOT NULL DEFAULT '',
    host_keys      TEXT[]      NOT NULL DEFAULT '{}', -- lines of known_hosts
    hook_secret    BYTEA       NOT NULL,            -- sealed
    remote_hash    BYTEA CHECK (octet_length(remote_hash) = 32),
    remote_in_url  BOOLEAN     NOT NULL DEFAULT false,
    submodules     BOOLEAN     NOT NULL DEFAULT false,
    supersede      BOOLEAN     NOT NULL DEFAULT false,
    allow_pushes   BOOLEAN     NOT NULL DEFAULT false, -- by others, of the tags that its rules make
    enabled        BOOLEAN     NOT NULL DEFAULT true,
    failures       INTEGER     NOT NULL DEFAULT 0,  -- in a row
    paused_at      TIMESTAMPTZ,                     -- by so many failures
    pause_told     BOOLEAN     NOT NULL DEFAULT false, -- to whom it concerns
    version        INTEGER     NOT NULL DEFAULT 0,
    created_by     BIGINT      NOT NULL REFERENCES accounts.principal,
    created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    CHECK ((auth = 'NONE') = (credential IS NULL))
);
CREATE INDEX trigger_untold ON builds.trigger (id) WHERE paused_at IS NOT NULL AND NOT pause_told;
CREATE INDEX trigger_here ON builds.trigger (repository_id, id);

-- Which refs are built, how, and which tags that makes.
CREATE TABLE builds.rule (
    id          BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    trigger_id  BIGINT  NOT NULL REFERENCES builds.trigger ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    enabled     BOOLEAN NOT NULL DEFAULT true,
    source      TEXT    NOT NULL CHECK (source IN ('BRANCH', 'TAG')),
    pattern     TEXT    NOT NULL CHECK (length(pattern) BETWEEN 1 AND 500),
    literal     BOOLEAN NOT NULL,
    tags        TEXT[]  NOT NULL CHECK (cardinality(tags) BETWEEN 1 AND 20),
    dockerfile  TEXT    NOT NULL DEFAULT 'Dockerfile',
    context     TEXT    NOT NULL DEFAULT '.',
    target      TEXT    NOT NULL DEFAULT '', -- empty: the last stage
    test_target TEXT    NOT NULL DEFAULT '', -- empty: no test stage
    arguments   JSONB   NOT NULL DEFAULT '{}',
    cache       BOOLEAN NOT NULL DEFAULT true,
    UNIQUE (trigger_id, position) DEFERRABLE INITIALLY DEFERRED
);

-- What a RUN --mount=type=secret,id=<name> may read.
CREATE TABLE builds.secret (
    trigger_id BIGINT      NOT NULL REFERENCES builds.trigger ON DELETE CASCADE,
    name       TEXT        NOT NULL CHECK (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
    sealed     BYTEA       NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (trigger_id, name)
);

-- What a Git provider sent and was rightly signed; kept for 90 days.
CREATE TABLE builds.delivery (
    id          BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    trigger_id  BIGINT      NOT NULL REFERENCES builds.trigger ON DELETE CASCADE,
    key         TEXT        NOT NULL CHECK (length(key) BETWEEN 1 AND 200), -- the provider's, or made of the body
    received_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    event       TEXT        NOT NULL,
    verdict     TEXT        NOT NULL CHECK (verdict IN ('BUILDS', 'NOTHING', 'PING', 'REFUSED')),
    reason      TEXT        NOT NULL DEFAULT '', -- why no build: a word that pages translate
    ref_kind    TEXT CHECK (ref_kind IN ('BRANCH', 'TAG')),
    ref_name    TEXT,
    commit_id   TEXT,
    headers     JSONB       NOT NULL DEFAULT '{}', -- none that is secret
    body        BYTEA       NOT NULL,
    facts       JSONB       NOT NULL DEFAULT '[]', -- what it says of refs, to build them again
    body_hash   BYTEA       NOT NULL CHECK (octet_length(body_hash) = 32), -- ids are not signed, bodies are
    rules       BIGINT[]    NOT NULL DEFAULT '{}', -- those that matched
    UNIQUE (trigger_id, body_hash),
    UNIQUE (trigger_id, key)
);
CREATE INDEX delivery_here ON builds.delivery (trigger_id, id DESC);
CREATE INDEX delivery_old ON builds.delivery (received_at);

CREATE TABLE builds.numbering (
    repository_id BIGINT  PRIMARY KEY REFERENCES content.repository ON DELETE CASCADE,
    last          INTEGER NOT NULL
);

CREATE TABLE builds.build (
    id            BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repository_id BIGINT      NOT NULL REFERENCES content.repository ON DELETE CASCADE,
    number        INTEGER     NOT NULL,
    namespace_id  BIGINT      NOT NULL REFERENCES accounts.namespace, -- whose turn it is
    trigger_id    BIGINT      REFERENCES builds.trigger ON DELETE SET NULL,
    rule_id       BIGINT      REFERENCES builds.rule ON DELETE SET NULL,
    delivery_id   BIGINT      REFERENCES builds.delivery ON DELETE SET NULL,
    cause         TEXT        NOT NULL
        CHECK (cause IN ('PUSH', 'MANUAL', 'REMOTE', 'RETRY', 'REDELIVERY', 'BACKFILL')),
    started_by    BIGINT      REFERENCES accounts.principal,
    state         TEXT        NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'CLONING', 'BUILDING', 'TESTING',
        'PUSHING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'SUPERSEDED')),
    reason        TEXT        NOT NULL DEFAULT '', -- why it ended as it did: a word that pages translate
    detail        TEXT        NOT NULL DEFAULT '' CHECK (length(detail) <= 2000),
    ref_kind      TEXT        NOT NULL CHECK (ref_kind IN ('BRANCH', 'TAG', 'COMMIT')),
    ref_name      TEXT        NOT NULL,
    commit_id     TEXT CHECK (commit_id ~ '^[0-9a-f]{40}([0-9a-f]{24})?$'), -- empty: known after the clone
    title         TEXT        NOT NULL DEFAULT '',
    author        TEXT        NOT NULL DEFAULT '',
    plan          JSONB       NOT NULL,
    tags          TEXT[]      NOT NULL,
    digest        TEXT,       -- of what was pushed
    queued_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    started_at    TIMESTAMPTZ,
    cloned_at     TIMESTAMPTZ, -- when the sources were there
    built_at      TIMESTAMPTZ, -- when the image was made, before its test and the push
    tested_at     TIMESTAMPTZ, -- when its test was done, where there is one
    finished_at   TIMESTAMPTZ,
    node          TEXT,
    claims        INTEGER     NOT NULL DEFAULT 0, -- whoever has an older one writes nothing any more
    losses        INTEGER     NOT NULL DEFAULT 0, -- workers that died with it
    lease_until   TIMESTAMPTZ,
    cancel_asked  BOOLEAN     NOT NULL DEFAULT false,
    cancelled_by  BIGINT      REFERENCES accounts.principal,
    credential_id BIGINT,     -- with which its worker pushes
    end_told      BOOLEAN     NOT NULL DEFAULT false, -- to whom it concerns
    log_lines     BIGINT      NOT NULL DEFAULT 0,
    log_bytes     BIGINT      NOT NULL DEFAULT 0,
    UNIQUE (repository_id, number),
    CHECK ((finished_at IS NOT NULL) = (state IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'SUPERSEDED'))),
    CHECK ((lease_until IS NOT NULL) = (state IN ('CLONING', 'BUILDING', 'TESTING', 'PUSHING')))
);
CREATE INDEX build_waiting ON builds.build (namespace_id, id) WHERE state = 'QUEUED';
CREATE INDEX build_running ON builds.build (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX build_admitted ON builds.build (id) WHERE credential_id IS NOT NULL;
CREATE INDEX build_untold ON builds.build (id) WHERE finished_at IS NOT NULL AND NOT end_told;
CREATE INDEX build_running_here ON builds.build (repository_id) WHERE lease_until IS NOT NULL;
CREATE INDEX build_failed ON builds.build (namespace_id, id DESC) WHERE state IN ('FAILED', 'TIMED_OUT');
CREATE INDEX build_of ON builds.build (trigger_id, id DESC);
CREATE INDEX build_of_delivery ON builds.build (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX build_of_rule ON builds.build (rule_id) WHERE rule_id IS NOT NULL;
CREATE INDEX build_of_digest ON builds.build (repository_id, digest, id DESC) WHERE digest IS NOT NULL;

-- Whole lines, masked, in the order in which they came.
CREATE TABLE builds.log (
    build_id   BIGINT      NOT NULL REFERENCES builds.build ON DELETE CASCADE,
    first_line BIGINT      NOT NULL CHECK (first_line >= 1),
    lines      INTEGER     NOT NULL CHECK (lines >= 1),
    said_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    text       TEXT        NOT NULL,
    PRIMARY KEY (build_id, first_line)
);

-- The processes that build, as they say themselves every few seconds.
CREATE TABLE builds.worker (
    node       TEXT        PRIMARY KEY,
    host       TEXT        NOT NULL CHECK (length(host) BETWEEN 1 AND 255),
    remote     BOOLEAN     NOT NULL, -- it does nothing else
    runner     TEXT        NOT NULL,
    ready      BOOLEAN     NOT NULL,
    missing    TEXT[]      NOT NULL,
    parallel   INTEGER     NOT NULL,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    seen_at    TIMESTAMPTZ NOT NULL DEFAULT now()
);
