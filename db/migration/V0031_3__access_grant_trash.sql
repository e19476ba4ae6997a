-- Roles in an organisation that was deleted, for as long as it can be restored.
CREATE TABLE access.grant_trash (
    namespace_id   BIGINT PRIMARY KEY REFERENCES accounts.namespace,
    deleted_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    grants         JSONB NOT NULL,
    default_grants JSONB NOT NULL
);
