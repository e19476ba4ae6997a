-- 1,000 organisations with 100 repositories, every tenth of them public; ten tags on five manifests each. A member of one
-- organisation reads those 100, three more elsewhere, and what is public.
INSERT INTO accounts.namespace (name, kind)
SELECT (ARRAY['acme', 'nova', 'blue', 'data', 'edge', 'labs', 'team', 'shop', 'core', 'infra'])[1 + i % 10] || i, 'ORGANISATION'
FROM generate_series(1, 1000) i;
INSERT INTO accounts.organisation (namespace_id, created_by)
SELECT n.id, u.principal_id FROM accounts.namespace n, accounts.app_user u WHERE n.kind = 'ORGANISATION' AND u.name = 'admin'
ON CONFLICT DO NOTHING;
INSERT INTO content.repository (namespace_id, name, created_by, visibility, description)
SELECT n.id, n.name || '/' || (ARRAY['web', 'api', 'worker', 'frontend', 'backend', 'billing', 'gateway', 'postgres-backup',
        'nginx-proxy', 'ml/train'])[1 + i % 10] || CASE WHEN i < 10 THEN '' ELSE '-' || i END,
    o.created_by, CASE WHEN i % 10 = 3 THEN 'PUBLIC' ELSE 'PRIVATE' END,
    CASE WHEN i % 4 = 0 THEN 'What the ' || (ARRAY['shop', 'warehouse', 'customers', 'sensors'])[1 + n.id % 4]
        || ' of ' || n.name || ' run, number ' || i ELSE '' END
FROM accounts.organisation o JOIN accounts.namespace n ON n.id = o.namespace_id, generate_series(1, 100) i;
INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, pushed_at, pushed_by, lease_until)
SELECT r.id, decode('01', 'hex') || sha256(int8send(r.id * 10 + i)), 'application/vnd.oci.image.manifest.v1+json', '{}', 2,
    now() - make_interval(secs => hashint8(r.id) % 10000000 + 20000000 - i), r.created_by, now()
FROM content.repository r, generate_series(1, 5) i;
INSERT INTO content.tag (repository_id, name, manifest_id, updated_at, updated_by)
SELECT m.repository_id, t.name, m.id, m.pushed_at, m.pushed_by
FROM (SELECT *, row_number() OVER (PARTITION BY repository_id ORDER BY id) AS i FROM content.manifest) m,
    LATERAL (VALUES (CASE i WHEN 1 THEN 'latest' ELSE '1.' || i || '.' || m.repository_id % 50 END),
        (CASE i WHEN 1 THEN 'main' ELSE 'sha-' || substr(encode(m.digest, 'hex'), 3, 8) END)) AS t (name);
INSERT INTO content.repository_activity (repository_id, active_at)
SELECT r.id, COALESCE((SELECT max(m.pushed_at) FROM content.manifest m WHERE m.repository_id = r.id), r.created_at)
FROM content.repository r
ON CONFLICT DO NOTHING;
INSERT INTO content.repository_content (repository_id, facets)
SELECT id, CASE WHEN id % 50 = 0 THEN ARRAY['kind=chart'] WHEN id % 33 = 0 THEN ARRAY['kind=artifact']
    WHEN id % 500 = 1 THEN ARRAY['kind=image', 'platform=linux/s390x']
    WHEN id % 3 = 0 THEN ARRAY['kind=image', 'platform=linux/amd64', 'platform=linux/arm64']
    ELSE ARRAY['kind=image', 'platform=linux/amd64'] END
FROM content.repository;
INSERT INTO content.repository_pulls (repository_id, pulls)
SELECT id, CASE WHEN id % 5 = 0 THEN abs(hashint8(id)) % 10000 ELSE 0 END FROM content.repository
ON CONFLICT (repository_id) DO UPDATE SET pulls = EXCLUDED.pulls;
INSERT INTO accounts.member (namespace_id, principal_id)
SELECT n.id, u.principal_id FROM accounts.namespace n, accounts.app_user u WHERE n.name = 'acme500' AND u.name = 'member';
INSERT INTO access.grant (namespace_id, repository_id, principal_id, role, created_by)
SELECT r.namespace_id, r.id, u.principal_id, 1, r.created_by FROM content.repository r, accounts.app_user u
WHERE u.name = 'member' AND r.name IN ('nova1/billing', 'blue2/web-10', 'data3/api-11');
