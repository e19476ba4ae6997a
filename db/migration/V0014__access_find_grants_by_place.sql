-- A decision reads what somebody holds on one repository and on its namespace, however much they hold elsewhere there.
DROP INDEX access.grant_principal;
CREATE INDEX grant_principal ON access.grant (principal_id, namespace_id, repository_id) WHERE principal_id IS NOT NULL;
DROP INDEX access.grant_team;
CREATE INDEX grant_team ON access.grant (team_id, namespace_id, repository_id) WHERE team_id IS NOT NULL;
