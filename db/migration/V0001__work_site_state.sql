-- One row: what this database belongs to. Flyway makes the schema work, where its own history lies too.
CREATE TABLE work.site_state (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    instance_id uuid NOT NULL,
    master_key_fingerprint text NOT NULL CHECK (master_key_fingerprint ~ '^[0-9a-f]{16}$'),
    created_at timestamptz NOT NULL DEFAULT now()
);
