CREATE SCHEMA access;

-- Access tokens are signed with the newest active key; the private half is sealed by the master key.
CREATE TABLE access.signing_key (
    kid        TEXT PRIMARY KEY,
    sealed     BYTEA       NOT NULL,
    state      TEXT        NOT NULL CHECK (state IN ('ACTIVE', 'RETIRED')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Given for an account's password only; dies with that password.
CREATE TABLE access.refresh_token (
    token_hash       BYTEA PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    principal_id     BIGINT      NOT NULL REFERENCES accounts.principal,
    password_version INTEGER     NOT NULL,
    client_id        TEXT        NOT NULL,
    created_at       TIMESTAMPTZ NOT NULL DEFAULT now(),
    last_used_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at       TIMESTAMPTZ NOT NULL
);
CREATE INDEX refresh_token_principal ON access.refresh_token (principal_id);
