-- Roles are numbers, so that the highest of several is their maximum: 0 none, 1 read, 2 write, 3 maintain, 4 admin.
CREATE TABLE accounts.organisation (
    namespace_id   BIGINT PRIMARY KEY REFERENCES accounts.namespace,
    display_name   TEXT          NOT NULL DEFAULT '' CHECK (length(display_name) <= 100),
    description    TEXT          NOT NULL DEFAULT '' CHECK (length(description) <= 1000),
    default_role   SMALLINT      NOT NULL DEFAULT 1 CHECK (default_role BETWEEN 0 AND 4),
    members_create BOOLEAN       NOT NULL DEFAULT true,
    created_by     BIGINT        NOT NULL REFERENCES accounts.principal
);

CREATE TABLE accounts.member (
    namespace_id BIGINT      NOT NULL REFERENCES accounts.organisation,
    principal_id BIGINT      NOT NULL REFERENCES accounts.app_user,
    owner        BOOLEAN     NOT NULL DEFAULT false,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (namespace_id, principal_id)
);
CREATE INDEX member_principal ON accounts.member (principal_id);

CREATE TABLE accounts.team (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace_id BIGINT      NOT NULL REFERENCES accounts.organisation,
    name         TEXT COLLATE "C" NOT NULL CHECK (
        length(name) BETWEEN 2 AND 64 AND name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$'),
    description  TEXT        NOT NULL DEFAULT '' CHECK (length(description) <= 1000),
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (namespace_id, name),
    UNIQUE (namespace_id, id)
);

-- Who leaves the organisation leaves its teams.
CREATE TABLE accounts.team_member (
    team_id      BIGINT      NOT NULL,
    namespace_id BIGINT      NOT NULL,
    principal_id BIGINT      NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (team_id, principal_id),
    FOREIGN KEY (namespace_id, team_id) REFERENCES accounts.team (namespace_id, id) ON DELETE CASCADE,
    FOREIGN KEY (namespace_id, principal_id) REFERENCES accounts.member ON DELETE CASCADE
);
CREATE INDEX team_member_principal ON accounts.team_member (principal_id, namespace_id);

-- Machine accounts of a namespace, or of one of its repositories. The full name is <namespace>+<name>.
CREATE TABLE accounts.robot (
    principal_id  BIGINT PRIMARY KEY REFERENCES accounts.principal,
    namespace_id  BIGINT      NOT NULL REFERENCES accounts.namespace,
    repository_id BIGINT REFERENCES content.repository,
    name          TEXT COLLATE "C" NOT NULL CHECK (
        length(name) BETWEEN 2 AND 64 AND name ~ '^[a-z0-9]+([._-][a-z0-9]+)*$'),
    description   TEXT        NOT NULL DEFAULT '' CHECK (length(description) <= 1000),
    disabled_at   TIMESTAMPTZ,
    created_by    BIGINT      NOT NULL REFERENCES accounts.principal,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX robot_live_name ON accounts.robot (namespace_id, name) WHERE deleted_at IS NULL;

CREATE OR REPLACE VIEW accounts.principal_name AS
    SELECT principal_id, name FROM accounts.app_user
    UNION ALL
    SELECT r.principal_id, n.name || '+' || r.name FROM accounts.robot r JOIN accounts.namespace n ON n.id = r.namespace_id;
