-- Who belonged to an organisation that was deleted, for as long as it can be restored. Apart from the tables that decide
-- who may do what: nothing of it counts until then.
CREATE TABLE accounts.organisation_trash (
    namespace_id BIGINT PRIMARY KEY REFERENCES accounts.organisation,
    deleted_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_by   BIGINT NOT NULL REFERENCES accounts.principal,
    members      JSONB NOT NULL,
    teams        JSONB NOT NULL,
    team_members JSONB NOT NULL
);
CREATE INDEX organisation_trash_newest ON accounts.organisation_trash (deleted_at DESC);
