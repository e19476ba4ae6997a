-- One organisation with 20 teams and one member, who is in all of them.
INSERT INTO accounts.namespace (name, kind) VALUES ('org0', 'ORGANISATION');
INSERT INTO accounts.organisation (namespace_id, created_by, default_role)
SELECT n.id, u.principal_id, 0 FROM accounts.namespace n, accounts.app_user u WHERE n.name = 'org0' AND u.name = 'admin';
INSERT INTO accounts.member (namespace_id, principal_id)
SELECT o.namespace_id, u.principal_id FROM accounts.organisation o, accounts.app_user u WHERE u.name = 'member';
INSERT INTO accounts.team (namespace_id, name) SELECT namespace_id, 'team' || i FROM accounts.organisation, generate_series(1, 20) i;
INSERT INTO accounts.team_member (team_id, namespace_id, principal_id)
SELECT t.id, t.namespace_id, m.principal_id FROM accounts.team t JOIN accounts.member m USING (namespace_id);
