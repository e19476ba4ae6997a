CREATE SCHEMA accounts;

-- One id for everybody who can act: people, robots, builds, the system itself.
CREATE TABLE accounts.principal (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       TEXT        NOT NULL CHECK (kind IN ('USER', 'ROBOT', 'BUILD', 'CI', 'SYSTEM')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Users and organisations share one name table: the first part of every repository name.
CREATE TABLE accounts.namespace (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL CHECK (
        length(name) BETWEEN 2 AND 64 AND name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$'),
    kind       TEXT        NOT NULL CHECK (kind IN ('USER', 'ORGANISATION')),
    owner_id   BIGINT REFERENCES accounts.principal,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ,
    CHECK (kind <> 'USER' OR owner_id IS NOT NULL)
);
CREATE UNIQUE INDEX namespace_live_name ON accounts.namespace (name) WHERE deleted_at IS NULL;
CREATE INDEX namespace_owner ON accounts.namespace (owner_id);

CREATE TABLE accounts.app_user (
    principal_id         BIGINT PRIMARY KEY REFERENCES accounts.principal,
    namespace_id         BIGINT      NOT NULL UNIQUE REFERENCES accounts.namespace,
    name                 TEXT COLLATE "C" NOT NULL UNIQUE,
    email                TEXT,
    password_hash        TEXT        NOT NULL,
    password_version     INTEGER     NOT NULL DEFAULT 1,
    -- a generated first password: from loopback only and until then, and a browser sign-in must change it
    password_initial_until TIMESTAMPTZ,
    administrator        BOOLEAN     NOT NULL DEFAULT false,
    disabled_at          TIMESTAMPTZ,
    created_at           TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE accounts.session (
    token_hash   BYTEA PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    principal_id BIGINT      NOT NULL REFERENCES accounts.principal,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    seen_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at   TIMESTAMPTZ NOT NULL,
    address      TEXT        NOT NULL,
    client       TEXT        NOT NULL
);
CREATE INDEX session_principal ON accounts.session (principal_id);
CREATE INDEX session_expiry ON accounts.session (expires_at);

-- What other modules may show of whoever did something.
CREATE VIEW accounts.principal_name AS
    SELECT principal_id, name FROM accounts.app_user;
