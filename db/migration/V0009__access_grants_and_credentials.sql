-- A role for somebody, or for a team, on one repository or (repository_id null) on all of a namespace.
CREATE TABLE access.grant (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace_id  BIGINT        NOT NULL REFERENCES accounts.namespace,
    repository_id BIGINT REFERENCES content.repository,
    principal_id  BIGINT REFERENCES accounts.principal,
    team_id       BIGINT REFERENCES accounts.team ON DELETE CASCADE,
    role          SMALLINT      NOT NULL CHECK (role BETWEEN 1 AND 4),
    created_by    BIGINT        NOT NULL REFERENCES accounts.principal,
    created_at    TIMESTAMPTZ   NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(principal_id, team_id) = 1),
    UNIQUE NULLS NOT DISTINCT (namespace_id, repository_id, principal_id, team_id)
);
CREATE INDEX grant_principal ON access.grant (principal_id, namespace_id) WHERE principal_id IS NOT NULL;
CREATE INDEX grant_team ON access.grant (team_id, namespace_id) WHERE team_id IS NOT NULL;
CREATE INDEX grant_repository ON access.grant (repository_id) WHERE repository_id IS NOT NULL;

-- What a new repository of the namespace gets.
CREATE TABLE access.default_grant (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace_id BIGINT        NOT NULL REFERENCES accounts.namespace,
    principal_id BIGINT REFERENCES accounts.principal,
    team_id      BIGINT REFERENCES accounts.team ON DELETE CASCADE,
    role         SMALLINT      NOT NULL CHECK (role BETWEEN 1 AND 4),
    CHECK (num_nonnulls(principal_id, team_id) = 1),
    UNIQUE NULLS NOT DISTINCT (namespace_id, principal_id, team_id)
);

-- Every reason why somebody holds a role somewhere, but the site's own (administrators) and public visibility.
-- Decisions, lists and the explainer all read it, so they cannot disagree.
CREATE VIEW access.holding (principal_id, namespace_id, repository_id, role, reason, team_id) AS
    SELECT n.owner_id, n.id, NULL::BIGINT, 4, 'NAMESPACE', NULL::BIGINT
    FROM accounts.namespace n WHERE n.kind = 'USER' AND n.deleted_at IS NULL
    UNION ALL
    SELECT m.principal_id, m.namespace_id, NULL, CASE WHEN m.owner THEN 4 ELSE o.default_role END,
        CASE WHEN m.owner THEN 'OWNER' ELSE 'MEMBER' END, NULL
    FROM accounts.member m JOIN accounts.organisation o ON o.namespace_id = m.namespace_id
    UNION ALL
    SELECT g.principal_id, g.namespace_id, g.repository_id, g.role, 'GRANT', NULL
    FROM access.grant g WHERE g.principal_id IS NOT NULL
    UNION ALL
    SELECT t.principal_id, g.namespace_id, g.repository_id, g.role, 'TEAM', g.team_id
    FROM access.grant g JOIN accounts.team_member t ON t.team_id = g.team_id AND t.namespace_id = g.namespace_id;

-- A personal access token or a robot's: what it may do is the holder's role, narrowed by what is written here.
CREATE TABLE access.credential (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    principal_id      BIGINT      NOT NULL REFERENCES accounts.principal,
    name              TEXT        NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    rights            TEXT[]      NOT NULL CHECK (
        cardinality(rights) > 0 AND rights <@ ARRAY['READ', 'WRITE', 'DELETE', 'ADMIN']),
    -- globs; empty: every tag
    tag_patterns      TEXT[]      NOT NULL DEFAULT '{}',
    -- empty: everywhere; else only these namespaces and repositories
    namespace_ids     BIGINT[]    NOT NULL DEFAULT '{}',
    repository_ids    BIGINT[]    NOT NULL DEFAULT '{}',
    created_by        BIGINT      NOT NULL REFERENCES accounts.principal,
    created_at        TIMESTAMPTZ NOT NULL DEFAULT now(),
    expires_at        TIMESTAMPTZ,
    disabled_at       TIMESTAMPTZ,
    revoked_at        TIMESTAMPTZ,
    last_used_at      TIMESTAMPTZ,
    last_used_address TEXT
);
CREATE INDEX credential_principal ON access.credential (principal_id, id);

-- Two while one replaces the other.
CREATE TABLE access.credential_secret (
    secret_hash   BYTEA PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    credential_id BIGINT      NOT NULL REFERENCES access.credential,
    -- the last four characters, to tell tokens apart in a list
    hint          TEXT        NOT NULL CHECK (length(hint) = 4),
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    valid_until   TIMESTAMPTZ
);
CREATE INDEX credential_secret_credential ON access.credential_secret (credential_id);

ALTER TABLE access.refresh_token ADD COLUMN id BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE;
