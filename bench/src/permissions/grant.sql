INSERT INTO access.grant (namespace_id, repository_id, team_id, role, created_by)
SELECT r.namespace_id, r.id, t.id, 2, r.created_by
FROM content.repository r JOIN accounts.team t ON t.namespace_id = r.namespace_id;
