-- Long work that people wait for: who asked, how far it is, and which process has it.
CREATE TABLE work.operation (
    id           UUID PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind ~ '^[a-z][a-z-]{0,30}\.[a-z][a-z-]{0,30}$'),
    subject      TEXT NOT NULL,
    owner_id     BIGINT,
    state        TEXT NOT NULL DEFAULT 'QUEUED'
        CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    phase        TEXT NOT NULL DEFAULT '',
    done         BIGINT NOT NULL DEFAULT 0 CHECK (done >= 0),
    total        BIGINT NOT NULL DEFAULT 0 CHECK (total >= 0),
    data         JSONB NOT NULL DEFAULT '{}',
    result       JSONB NOT NULL DEFAULT '{}',
    problem      TEXT,
    cancel_asked BOOLEAN NOT NULL DEFAULT false,
    node         TEXT,
    claims       INT NOT NULL DEFAULT 0,
    failures     INT NOT NULL DEFAULT 0,
    lease_until  TIMESTAMPTZ NOT NULL DEFAULT now(),
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    started_at   TIMESTAMPTZ,
    finished_at  TIMESTAMPTZ,
    CHECK ((finished_at IS NULL) = (state IN ('QUEUED', 'RUNNING'))),
    CHECK ((problem IS NULL) = (state <> 'FAILED'))
);
CREATE INDEX operation_waiting ON work.operation (lease_until) WHERE finished_at IS NULL;
CREATE INDEX operation_of ON work.operation (owner_id, created_at DESC, id DESC);
CREATE INDEX operation_unfinished ON work.operation (owner_id, created_at DESC, id DESC) WHERE finished_at IS NULL;
CREATE INDEX operation_newest ON work.operation (created_at DESC, id DESC);
CREATE INDEX operation_finished ON work.operation (finished_at) WHERE finished_at IS NOT NULL;
