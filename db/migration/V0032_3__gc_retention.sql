-- What retention did: each run in one repository, and the tags that went.
CREATE SCHEMA IF NOT EXISTS gc;

CREATE TABLE gc.retention_run (
    id            BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    repository_id BIGINT      NOT NULL REFERENCES content.repository ON DELETE CASCADE,
    state         TEXT        NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DONE', 'FAILED')),
    started_by    BIGINT      NOT NULL REFERENCES accounts.principal,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    due_at        TIMESTAMPTZ NOT NULL DEFAULT now(), -- while somebody works on it: when they are given up
    attempts      INTEGER     NOT NULL DEFAULT 0,
    finished_at   TIMESTAMPTZ,
    looked_at     BIGINT      NOT NULL DEFAULT 0,
    gone          BIGINT      NOT NULL DEFAULT 0,
    CHECK ((state = 'WAITING') = (finished_at IS NULL))
);
CREATE INDEX retention_run_here ON gc.retention_run (repository_id, id DESC);
CREATE INDEX retention_run_due ON gc.retention_run (due_at) WHERE state = 'WAITING';
CREATE INDEX retention_run_old ON gc.retention_run (created_at);
-- one at a time: whoever asks again gets the one that waits
CREATE UNIQUE INDEX retention_run_waiting ON gc.retention_run (repository_id) WHERE state = 'WAITING';

CREATE TABLE gc.retention_tag (
    run_id BIGINT NOT NULL REFERENCES gc.retention_run ON DELETE CASCADE,
    name   TEXT   COLLATE "C" NOT NULL,
    digest BYTEA  NOT NULL,
    PRIMARY KEY (run_id, name)
);
