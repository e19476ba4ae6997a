-- What happened, written in the transaction of the change: one row for each reader, which deletes it in the transaction
-- of its own work. So nothing is lost, and nothing is done twice.
CREATE TABLE work.outbox (
    id     BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reader TEXT        NOT NULL,
    body   JSONB       NOT NULL,
    at     TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX outbox_reader ON work.outbox (reader, id);

-- Misses in a row, for throttling; shared by replicas.
CREATE TABLE work.counter (
    key           TEXT COLLATE "C" PRIMARY KEY,
    misses        INTEGER     NOT NULL CHECK (misses > 0),
    blocked_until TIMESTAMPTZ NOT NULL,
    changed_at    TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX counter_changed ON work.counter (changed_at);

-- Mail that waits to be sent. It may carry a link that opens an account: sealed by the master key.
CREATE TABLE work.mail (
    id         UUID PRIMARY KEY,
    sealed     BYTEA       NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    due_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    attempts   INTEGER     NOT NULL DEFAULT 0
);
CREATE INDEX mail_due ON work.mail (due_at);
