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
