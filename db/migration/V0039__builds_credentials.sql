-- Who pushes what was built: one principal for each repository, with a short credential for each build.
CREATE TABLE accounts.build_agent (
    principal_id  BIGINT PRIMARY KEY REFERENCES accounts.principal,
    repository_id BIGINT UNIQUE REFERENCES content.repository ON DELETE SET NULL
);

CREATE OR REPLACE VIEW accounts.principal_name AS
SELECT principal_id, name FROM accounts.app_user
UNION ALL
SELECT r.principal_id, n.name || '+' || r.name AS name
FROM accounts.robot r JOIN accounts.namespace n ON n.id = r.namespace_id
UNION ALL
SELECT a.principal_id, '_build+' || r.name AS name
FROM accounts.build_agent a JOIN content.repository r ON r.id = a.repository_id;

-- That of a repository, made when there is none yet; nothing when the repository is deleted.
CREATE FUNCTION accounts.build_agent_of(repository BIGINT) RETURNS BIGINT LANGUAGE plpgsql AS $$
DECLARE
    agent BIGINT;
BEGIN
    SELECT a.principal_id INTO agent FROM accounts.build_agent a JOIN content.repository r ON r.id = a.repository_id
    WHERE r.id = repository AND r.deleted_at IS NULL;
    IF agent IS NULL THEN
        -- one at a time
        PERFORM FROM content.repository r WHERE r.id = repository AND r.deleted_at IS NULL FOR NO KEY UPDATE;
        IF FOUND THEN
            SELECT a.principal_id INTO agent FROM accounts.build_agent a WHERE a.repository_id = repository;
            IF agent IS NULL THEN
                INSERT INTO accounts.principal (kind) VALUES ('BUILD') RETURNING id INTO agent;
                INSERT INTO accounts.build_agent (principal_id, repository_id) VALUES (agent, repository);
            END IF;
        END IF;
    END IF;
    RETURN agent;
END $$;

-- What a worker needs beyond the tables of builds, which are all that the role of a remote one sees. The functions run
-- as the owner, and each says of one build only what its worker has to know.

-- Into which repository a build goes, by its name of now; nothing when that is deleted.
CREATE FUNCTION builds.repository_of(wanted BIGINT) RETURNS TEXT
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT r.name FROM builds.build b JOIN content.repository r ON r.id = b.repository_id
    WHERE b.id = wanted AND r.deleted_at IS NULL
$$;

-- Lets whoever holds the claim push the build's tags into its repository, with a secret of which this is the hash.
-- Returns the login that goes with it; nothing when the claim is over or the repository is deleted.
CREATE FUNCTION builds.admit(wanted BIGINT, claim INTEGER, secret BYTEA, hint TEXT, life INTERVAL) RETURNS TEXT
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    held       builds.build%ROWTYPE;
    agent      BIGINT;
    credential BIGINT;
BEGIN
    SELECT b.* INTO held FROM builds.build b
    WHERE b.id = wanted AND b.claims = claim AND b.lease_until IS NOT NULL AND cardinality(b.tags) > 0 FOR UPDATE;
    agent := accounts.build_agent_of(held.repository_id);
    IF agent IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO access.credential (principal_id, name, rights, tag_patterns, namespace_ids, repository_ids,
        created_by, expires_at)
    VALUES (agent, 'build ' || wanted, '{WRITE}', held.tags, '{}', ARRAY[held.repository_id],
        agent, now() + least(life, INTERVAL '25 hours'))
    RETURNING id INTO credential;
    INSERT INTO access.credential_secret (secret_hash, credential_id, hint) VALUES (secret, credential, hint);
    UPDATE builds.build SET credential_id = credential WHERE id = wanted;
    RETURN (SELECT n.name FROM accounts.principal_name n WHERE n.principal_id = agent);
END $$;

-- Ends the credentials of builds that nobody builds any more: nothing of them stays.
CREATE FUNCTION builds.dismiss() RETURNS VOID
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    ended RECORD;
BEGIN
    FOR ended IN
        SELECT b.id, b.credential_id FROM builds.build b
        WHERE b.credential_id IS NOT NULL AND b.lease_until IS NULL FOR UPDATE SKIP LOCKED
    LOOP
        DELETE FROM access.credential_secret s WHERE s.credential_id = ended.credential_id;
        DELETE FROM access.credential c WHERE c.id = ended.credential_id;
        UPDATE builds.build SET credential_id = NULL WHERE id = ended.id;
    END LOOP;
END $$;

REVOKE ALL ON FUNCTION builds.repository_of(BIGINT), builds.admit(BIGINT, INTEGER, BYTEA, TEXT, INTERVAL),
    builds.dismiss() FROM PUBLIC;
