-- Requests that clients may send again, and what was answered: both sealed by the master key.
CREATE TABLE work.idempotency (
    id         BYTEA PRIMARY KEY,
    holder     UUID        NOT NULL,
    request    BYTEA       NOT NULL,
    answer     BYTEA,
    held_until TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_created ON work.idempotency (created_at);
