CREATE SCHEMA gc;

-- What collection took, by the hour and for all replicas together; kept for 90 days.
CREATE TABLE gc.run (
    hour         TIMESTAMPTZ PRIMARY KEY,
    reviews      BIGINT      NOT NULL DEFAULT 0,
    links        BIGINT      NOT NULL DEFAULT 0,
    blobs        BIGINT      NOT NULL DEFAULT 0,
    manifests    BIGINT      NOT NULL DEFAULT 0,
    repositories BIGINT      NOT NULL DEFAULT 0,
    uploads      BIGINT      NOT NULL DEFAULT 0,
    objects      BIGINT      NOT NULL DEFAULT 0,
    -- that the store got back
    bytes        BIGINT      NOT NULL DEFAULT 0,
    ended_at     TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- One row: whether somebody told all replicas to pause.
CREATE TABLE gc.state (
    singleton BOOLEAN PRIMARY KEY DEFAULT true CHECK (singleton),
    paused_at TIMESTAMPTZ
);
INSERT INTO gc.state DEFAULT VALUES;
