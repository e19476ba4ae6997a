-- A million blobs that nothing references (any more), each linked once and due for review.
WITH place AS (SELECT id, namespace_id FROM content.repository WHERE name = 'admin/bench'),
blobs AS (
    INSERT INTO content.blob (digest, size, store, storage_key)
    SELECT decode('01' || md5(n::text) || md5('more ' || n), 'hex'), 1000 + n % 5000, store.id,
        substr(md5(n::text), 1, 2) || '/' || gen_random_uuid()
    FROM generate_series(1, 1000000) n, (SELECT id FROM content.store LIMIT 1) store
    RETURNING id),
links AS (
    INSERT INTO content.repository_blob (repository_id, blob_id, namespace_id, lease_until)
    SELECT place.id, blobs.id, place.namespace_id, now() FROM blobs, place
    RETURNING repository_id, blob_id)
INSERT INTO content.link_review (blob_id, repository_id, due_at) SELECT blob_id, repository_id, now() FROM links;
