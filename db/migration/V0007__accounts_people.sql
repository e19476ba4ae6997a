-- A deleted account keeps its row for the history; its name is free again.
ALTER TABLE accounts.app_user
    ADD COLUMN auditor            BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN display_name       TEXT    NOT NULL DEFAULT '' CHECK (length(display_name) <= 100),
    ADD COLUMN language           TEXT,
    ADD COLUMN email_confirmed_at TIMESTAMPTZ,
    ADD COLUMN deleted_at         TIMESTAMPTZ,
    ALTER COLUMN password_hash DROP NOT NULL,
    DROP CONSTRAINT app_user_name_key;
COMMENT ON COLUMN accounts.app_user.password_hash IS 'null until somebody invited has chosen a password';
CREATE UNIQUE INDEX app_user_live_name ON accounts.app_user (name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX app_user_live_email ON accounts.app_user (lower(email)) WHERE deleted_at IS NULL;

-- Sign-ups that wait for the click in the mail; an address that has an account already gets another mail instead.
CREATE TABLE accounts.sign_up (
    token_hash    BYTEA PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    name          TEXT COLLATE "C" NOT NULL UNIQUE,
    email         TEXT        NOT NULL,
    password_hash TEXT        NOT NULL,
    language      TEXT,
    invitation_id BIGINT,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at    TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_up_expiry ON accounts.sign_up (expires_at);

-- Links that do one thing once: choose a password (RESET; the first one, too), confirm a changed address (EMAIL).
CREATE TABLE accounts.link (
    token_hash   BYTEA PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    kind         TEXT        NOT NULL CHECK (kind IN ('RESET', 'EMAIL')),
    principal_id BIGINT      NOT NULL REFERENCES accounts.principal,
    email        TEXT,
    created_by   BIGINT REFERENCES accounts.principal,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at   TIMESTAMPTZ NOT NULL,
    CHECK ((kind = 'EMAIL') = (email IS NOT NULL))
);
CREATE INDEX link_principal ON accounts.link (principal_id);
CREATE INDEX link_expiry ON accounts.link (expires_at);

-- Asked-for reset mails: looked up by a worker, so that asking does the same for names that exist and names that do not.
CREATE TABLE accounts.reset_request (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    given      TEXT        NOT NULL CHECK (length(given) <= 320),
    language   TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- To the site, or to an organisation with a place in it.
CREATE TABLE accounts.invitation (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash   BYTEA       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    namespace_id BIGINT REFERENCES accounts.namespace,
    email        TEXT,
    owner        BOOLEAN     NOT NULL DEFAULT false,
    team_ids     BIGINT[]    NOT NULL DEFAULT '{}',
    created_by   BIGINT      NOT NULL REFERENCES accounts.principal,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at   TIMESTAMPTZ NOT NULL,
    accepted_by  BIGINT REFERENCES accounts.principal,
    accepted_at  TIMESTAMPTZ
);
CREATE INDEX invitation_namespace ON accounts.invitation (namespace_id, id);

-- Time-based one-time passwords: the secret is sealed, a step counts once.
CREATE TABLE accounts.second_factor (
    principal_id BIGINT PRIMARY KEY REFERENCES accounts.principal,
    sealed       BYTEA       NOT NULL,
    confirmed_at TIMESTAMPTZ,
    last_step    BIGINT      NOT NULL DEFAULT 0,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE TABLE accounts.recovery_code (
    principal_id BIGINT NOT NULL REFERENCES accounts.principal,
    code_hash    BYTEA  NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (principal_id, code_hash)
);

-- Addresses from which an account signed in before: they are not held up when strangers guess its password.
CREATE TABLE accounts.known_address (
    principal_id BIGINT      NOT NULL REFERENCES accounts.principal,
    address      TEXT        NOT NULL,
    seen_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (principal_id, address)
);

ALTER TABLE accounts.session
    ADD COLUMN id      BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    ADD COLUMN factors SMALLINT NOT NULL DEFAULT 1,
    -- an administrator looks at the site as this one would see it, and changes nothing
    ADD COLUMN see_as  BIGINT REFERENCES accounts.principal;
