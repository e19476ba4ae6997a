-- 100,000 tags of 25,000 images in one repository, each with an event, and every tenth pulled once. TagPlanHttpTest
-- takes it, too.
WITH here AS (SELECT id, created_by FROM content.repository WHERE name = 'admin/many'),
made AS (
    INSERT INTO content.manifest (repository_id, digest, media_type, payload, size, total_size, pushed_by, lease_until)
    SELECT here.id, decode('01' || repeat(md5(i::text), 2), 'hex'), 'application/vnd.oci.image.manifest.v1+json', '{}', 2,
        i % 5000 * 100000, created_by, now()
    FROM here, generate_series(1, 25000) i RETURNING id, digest),
numbered AS (SELECT id, digest, row_number() OVER (ORDER BY id) AS n FROM made),
platforms AS (
    INSERT INTO content.image_platform (manifest_id, platform, repository_id)
    SELECT numbered.id, platform, here.id
    FROM here, numbered, (VALUES ('linux/amd64', 1), ('linux/arm64', 1), ('linux/s390x', 100)) p (platform, every)
    WHERE n % every = 0),
named AS (
    SELECT i, numbered.id AS manifest_id, digest, now() - make_interval(secs => 100000 - i) AS at,
        CASE WHEN i % 10 = 0 THEN 'commit-' || md5(i::text) ELSE 'v' || i / 1000 || '.' || i / 10 % 100 || '.' || i % 10 END AS name
    FROM generate_series(1, 100000) i JOIN numbered ON n = i / 4 % 25000 + 1),
events AS (
    INSERT INTO content.tag_event (repository_id, name, kind, digest, at, by, client)
    SELECT here.id, name, 'CREATE', digest, at, created_by, 'bench' FROM here, named ORDER BY i),
usage AS (
    INSERT INTO content.tag_usage (repository_id, name, hour, pulls, last_pull_at)
    SELECT here.id, name, date_trunc('hour', at), 1, at FROM here, named WHERE i % 10 = 1),
tagged AS (
    INSERT INTO content.tag (repository_id, name, manifest_id, created_at, updated_at, updated_by)
    SELECT here.id, name, manifest_id, at, at, created_by FROM here, named RETURNING repository_id, name, updated_at)
INSERT INTO content.tag_pull (repository_id, name, last_pull_at)
SELECT repository_id, name, updated_at FROM tagged WHERE name IN (SELECT name FROM named WHERE i % 10 = 1);
