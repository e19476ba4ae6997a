-- 1,000 organisations with 100 repositories, 20 teams and 20 members each. In org0 every team has a role on every
-- repository; elsewhere on every second.
WITH p AS (INSERT INTO accounts.principal (kind) SELECT 'USER' FROM generate_series(1, 5000) RETURNING id),
n AS (
    INSERT INTO accounts.namespace (name, kind, owner_id) SELECT 'filler' || id, 'USER', id FROM p
    RETURNING id, owner_id, name)
INSERT INTO accounts.app_user (principal_id, namespace_id, name) SELECT owner_id, id, name FROM n;
WITH n AS (
    INSERT INTO accounts.namespace (name, kind) SELECT 'org' || i, 'ORGANISATION' FROM generate_series(1, 999) i
    RETURNING id)
INSERT INTO accounts.organisation (namespace_id, created_by)
SELECT n.id, u.principal_id FROM n, accounts.app_user u WHERE u.name = 'admin';
INSERT INTO content.repository (namespace_id, name, created_by)
SELECT n.id, n.name || '/r' || i, o.created_by
FROM accounts.organisation o JOIN accounts.namespace n ON n.id = o.namespace_id, generate_series(1, 100) i;
INSERT INTO accounts.team (namespace_id, name)
SELECT namespace_id, 'team' || i FROM accounts.organisation, generate_series(1, 20) i
ON CONFLICT DO NOTHING;
INSERT INTO accounts.member (namespace_id, principal_id)
SELECT o.namespace_id, u.principal_id
FROM (SELECT namespace_id, row_number() OVER () % 250 AS n FROM accounts.organisation) o
JOIN (SELECT principal_id, row_number() OVER () % 250 AS n FROM accounts.app_user WHERE name LIKE 'filler%') u USING (n);
INSERT INTO accounts.team_member (team_id, namespace_id, principal_id)
SELECT t.id, m.namespace_id, m.principal_id
FROM accounts.member m JOIN accounts.team t ON t.namespace_id = m.namespace_id
WHERE hashint8(t.id * 1000003 + m.principal_id) % 7 = 0
ON CONFLICT DO NOTHING;
INSERT INTO access.grant (namespace_id, repository_id, team_id, role, created_by)
SELECT r.namespace_id, r.id, t.id, 2, r.created_by
FROM content.repository r JOIN accounts.team t ON t.namespace_id = r.namespace_id
WHERE hashint8(r.id * 1000003 + t.id) % 2 = 0 OR r.name LIKE 'org0/%'
ON CONFLICT DO NOTHING;
