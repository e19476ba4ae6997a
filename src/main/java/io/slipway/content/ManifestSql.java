package io.slipway.content;

import io.slipway.content.RepositoryHoldSql.Held;
import io.slipway.oci.Descriptor;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageManifest;
import io.slipway.oci.Manifest;
import io.slipway.oci.Reference;
import io.slipway.oci.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class ManifestSql {

    record LockedBlob(long id, Digest digest, long size) {}

    private static final String FACTS =
            "SELECT r.name AS repository_name, r.access_version, m.id, m.digest, m.media_type, m.size,"
                    + " m.lease_until < now() + make_interval(secs => ? / 2) AS lease_runs_out";
    private static final String PAYLOAD = ", m.payload";
    // OFFSET 0 here and elsewhere: the one index to find the row by, see docs/adr/0007
    private static final String BY_TAG = """
             FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r
            LEFT JOIN (
                SELECT * FROM content.manifest
                WHERE id = (SELECT manifest_id FROM content.tag WHERE repository_id = ? AND name = ?) OFFSET 0) m
                ON m.deleted_at IS NULL
            WHERE r.deleted_at IS NULL
            """;
    private static final String BY_DIGEST = """
             FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r
            LEFT JOIN (SELECT * FROM content.manifest WHERE repository_id = ? AND digest = ? OFFSET 0) m
                ON m.deleted_at IS NULL
            WHERE r.deleted_at IS NULL
            """;

    /// Tags that were made since the repository was locked, and manifests, in the order of
    /// [Transactions].
    private static final String TOGETHER = """
            WITH own AS MATERIALIZED (
                SELECT id FROM content.manifest WHERE repository_id = :repositoryId AND digest = :digest),
            tags AS MATERIALIZED (
                SELECT manifest_id FROM content.tag WHERE repository_id = :repositoryId AND name = ANY (:tags)
                ORDER BY name FOR NO KEY UPDATE),
            held AS MATERIALIZED (
                SELECT id FROM content.manifest
                WHERE (EXISTS (SELECT FROM own) OR cardinality(:tags) > 1)
                    AND id = ANY (ARRAY(
                    SELECT manifest_id FROM tags UNION ALL SELECT id FROM own))
                ORDER BY id FOR NO KEY UPDATE),
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final LeaseSettings leases;
    private final RepositoryHoldSql holds;
    private final QuotaSql charges;

    ManifestSql(JdbcClient jdbc, JsonMapper json, LeaseSettings leases, RepositoryHoldSql holds, QuotaSql charges) {
        this.jdbc = jdbc;
        this.json = json;
        this.leases = leases;
        this.holds = holds;
        this.charges = charges;
    }

    Optional<StoredManifest> find(Repository repository, Reference reference, boolean payload) {
        String facts = FACTS + (payload ? PAYLOAD : "");
        var statement = switch (reference) {
            case Tag tag ->
                jdbc.sql(facts + BY_TAG).params(leases.seconds(), repository.id(), repository.id(), tag.value());
            case Digest digest ->
                jdbc.sql(facts + BY_DIGEST)
                        .params(leases.seconds(), repository.id(), repository.id(), digest.toBytes());
        };
        return statement.query(rows -> {
            RepositoryCheck.verify(repository, rows.next() ? rows : null);
            return Optional.ofNullable(manifest(rows, payload));
        });
    }

    private static @Nullable StoredManifest manifest(ResultSet row, boolean payload) throws SQLException {
        byte[] digest = row.getBytes("digest");
        if (digest == null) {
            return null;
        }
        return new StoredManifest(
                row.getLong("id"),
                Digest.fromBytes(digest),
                row.getString("media_type"),
                row.getLong("size"),
                row.getBoolean("lease_runs_out"),
                payload ? row.getBytes("payload") : new byte[0]);
    }

    /// As [RepositoryHoldSql#lock], with no tags.
    Held lockRepository(Repository repository) {
        return holds.lock(repository, List.of());
    }

    /// As [RepositoryHoldSql#lock].
    Held lockRepository(Repository repository, Collection<String> tags) {
        return holds.lock(repository, tags);
    }

    /// By blob, so that all pushes take their locks in the same order.
    Map<Digest, LockedBlob> lockBlobs(long repositoryId, Collection<Digest> digests) {
        Map<Digest, LockedBlob> found = new HashMap<>();
        jdbc.sql("""
                        WITH named AS MATERIALIZED (
                            SELECT array_agg(id) AS ids FROM content.blob WHERE digest = ANY (?))
                        SELECT b.id, b.digest, b.size
                        FROM content.blob b
                        JOIN content.repository_blob l ON l.blob_id = b.id
                        WHERE b.id = ANY ((SELECT ids FROM named)::bigint[])
                            AND l.blob_id = ANY ((SELECT ids FROM named)::bigint[])
                            AND l.repository_id = ? AND l.hidden_at IS NULL AND b.damaged_at IS NULL
                        ORDER BY b.id
                        FOR KEY SHARE OF b, l
                        """)
                .params(array(digests), repositoryId)
                .query((row, _) -> new LockedBlob(
                        row.getLong("id"), Digest.fromBytes(row.getBytes("digest")), row.getLong("size")))
                .list()
                .forEach(blob -> found.put(blob.digest(), blob));
        return found;
    }

    /// @param sizes   of the children that are live manifests here, which are locked now
    /// @param nesting how many indexes stand above each other through this one; beyond nine nobody counts
    record Children(Map<Digest, Long> sizes, int nesting) {}

    Children lockChildren(long repositoryId, Digest index, Collection<Digest> named) {
        return jdbc.sql("""
                        WITH RECURSIVE
                        children AS (
                            SELECT digest, size FROM (
                                SELECT * FROM content.manifest
                                WHERE repository_id = :repositoryId AND digest = ANY (:named)
                                ORDER BY id + 0 OFFSET 0
                                FOR KEY SHARE) m
                            WHERE deleted_at IS NULL),
                        down (digest, levels) AS (
                            SELECT named, 1 FROM unnest(:named) named
                            UNION
                            SELECT c.child_digest, d.levels + 1 FROM down d
                            JOIN LATERAL (
                                SELECT * FROM content.manifest
                                WHERE repository_id = :repositoryId AND digest = d.digest OFFSET 0) m
                                ON m.deleted_at IS NULL
                            JOIN LATERAL (
                                SELECT * FROM content.manifest_child WHERE parent_id = m.id OFFSET 0) c ON true
                            WHERE d.levels < 9),
                        up (digest, levels) AS (
                            SELECT CAST(:index AS bytea), 0
                            UNION
                            SELECT m.digest, u.levels + 1 FROM up u
                            JOIN LATERAL (
                                SELECT * FROM content.manifest_child
                                WHERE repository_id = :repositoryId AND child_digest = u.digest OFFSET 0) c ON true
                            JOIN LATERAL (SELECT * FROM content.manifest WHERE id = c.parent_id OFFSET 0) m
                                ON m.deleted_at IS NULL
                            WHERE u.levels < 9)
                        SELECT n.nesting, children.digest, children.size
                        FROM (SELECT (SELECT max(levels) FROM down) + (SELECT max(levels) FROM up) AS nesting) n
                        LEFT JOIN children ON true
                        """)
                .param("repositoryId", repositoryId)
                .param("named", array(named))
                .param("index", index.toBytes())
                .query(ManifestSql::children);
    }

    private static Children children(ResultSet rows) throws SQLException {
        Map<Digest, Long> sizes = new HashMap<>();
        int nesting = 0;
        while (rows.next()) {
            nesting = rows.getInt("nesting");
            byte[] digest = rows.getBytes("digest");
            if (digest != null) {
                sizes.put(Digest.fromBytes(digest), rows.getLong("size"));
            }
        }
        return new Children(sizes, nesting);
    }

    /// Stores the manifest with its edges; a deleted one that is pushed again lives again. One that was
    /// there is locked together with what its tags name now: of a new one, nobody else knows.
    long upsert(Repository repository, Actor actor, Manifest manifest, Pushed pushed) {
        return jdbc.sql(TOGETHER + """
                        stored AS (
                            INSERT INTO content.manifest AS m
                                (repository_id, digest, media_type, artifact_type, subject, config_digest, annotations,
                                payload, size, total_size, untagged_since, pushed_by, lease_until)
                            SELECT :repositoryId, :digest, :mediaType, :artifactType, :subject, :config,
                                CAST(:annotations AS jsonb), :payload, :size,
                                least(:total + (
                                    SELECT COALESCE(sum(total_size), 0) FROM (
                                        SELECT total_size FROM content.manifest
                                        WHERE repository_id = :repositoryId AND digest = ANY (:children) OFFSET 0) part),
                                    9223372036854775807),
                                CASE WHEN cardinality(:tags) = 0 THEN now() END, :pushedBy,
                                clock_timestamp() + make_interval(secs => :lease)
                            FROM (SELECT count(*) FROM tags) first, (SELECT count(*) FROM held) second
                            ON CONFLICT (repository_id, digest) DO UPDATE
                                SET lease_until = EXCLUDED.lease_until, deleted_at = NULL, deleted_by = NULL,
                                    untagged_since = CASE WHEN m.deleted_at IS NULL THEN m.untagged_since
                                        ELSE EXCLUDED.untagged_since END,
                                    media_type = EXCLUDED.media_type
                            RETURNING id),
                        active AS (
                            UPDATE content.repository_activity SET active_at = now()
                            WHERE repository_id = :repositoryId AND active_at < now() - INTERVAL '1 second'),
                        blobs AS (
                            INSERT INTO content.manifest_blob (manifest_id, repository_id, blob_id)
                            SELECT stored.id, :repositoryId, blob_id FROM stored, unnest(:blobs) blob_id
                            ON CONFLICT DO NOTHING),
                        children AS (
                            INSERT INTO content.manifest_child (parent_id, repository_id, child_digest)
                            SELECT stored.id, :repositoryId, child FROM stored, unnest(:children) child
                            ON CONFLICT DO NOTHING),
                        image AS (
                            INSERT INTO content.image (manifest_id) SELECT id FROM stored
                            ON CONFLICT DO NOTHING)
                        SELECT id FROM stored
                        """)
                .param("repositoryId", repository.id())
                .param("digest", pushed.digest().toBytes())
                .param("mediaType", manifest.mediaType().value())
                .param("artifactType", manifest.artifactType().orElse(null), Types.VARCHAR)
                .param("subject", bytes(manifest.subject().map(Descriptor::digest)), Types.BINARY)
                .param("config", bytes(config(manifest)), Types.BINARY)
                .param("annotations", annotations(manifest), Types.VARCHAR)
                .param("payload", manifest.bytes())
                .param("size", manifest.bytes().length)
                .param("total", ImageReading.totalSize(manifest))
                .param("tags", pushed.tags().toArray(String[]::new))
                .param("pushedBy", actor.principalId())
                .param("lease", leases.seconds())
                .param("blobs", pushed.edges().blobs().toArray(Long[]::new))
                .param("children", array(pushed.edges().children()))
                .query(Long.class)
                .single();
    }

    /// @throws QuotaException where there is no room for it
    void charge(Held held, long id, long bytes) {
        charges.charge(held.quotas(), QuotaSql.Kind.MANIFEST, id, bytes, QuotaSql.Held.NOTHING);
    }

    /// @param tags that will name it
    record Pushed(Digest digest, Edges edges, Collection<String> tags) {}

    /// Those that are here, before any of them goes.
    void lockForDelete(long repositoryId, Collection<Digest> digests) {
        jdbc.sql("""
                        SELECT id FROM content.manifest WHERE repository_id = ? AND digest = ANY (?)
                        ORDER BY id FOR UPDATE
                        """)
                .params(repositoryId, array(digests))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    Optional<Long> lockForDelete(long repositoryId, Digest digest) {
        return jdbc.sql("""
                        SELECT id FROM (
                            SELECT * FROM content.manifest
                            WHERE repository_id = ? AND digest = ? OFFSET 0 FOR UPDATE) m
                        WHERE deleted_at IS NULL
                        """)
                .params(repositoryId, digest.toBytes())
                .query(Long.class)
                .optional();
    }

    Optional<Long> live(long repositoryId, Digest digest) {
        return jdbc.sql("""
                        SELECT id FROM (
                            SELECT * FROM content.manifest WHERE repository_id = ? AND digest = ? OFFSET 0) m
                        WHERE deleted_at IS NULL
                        """)
                .params(repositoryId, digest.toBytes())
                .query(Long.class)
                .optional();
    }

    void delete(long manifestId, Actor actor) {
        jdbc.sql("UPDATE content.manifest SET deleted_at = now(), deleted_by = ? WHERE id = ?")
                .params(actor.principalId(), manifestId)
                .update();
    }

    /// Only of what no tag holds.
    ///
    /// @return whether it is here for the lease to come: false when collection was faster
    boolean extendLease(long manifestId) {
        return jdbc.sql("""
                        WITH tagged AS MATERIALIZED (SELECT FROM content.tag WHERE manifest_id = :id LIMIT 1),
                        extended AS (
                            UPDATE content.manifest SET lease_until = clock_timestamp() + make_interval(secs => :grace)
                            WHERE id = :id AND NOT EXISTS (SELECT FROM tagged)
                            RETURNING id)
                        SELECT EXISTS (SELECT FROM tagged) OR EXISTS (SELECT FROM extended)
                        """)
                .param("grace", leases.seconds())
                .param("id", manifestId)
                .query(Boolean.class)
                .single();
    }

    static byte[][] array(Collection<Digest> digests) {
        return digests.stream().map(Digest::toBytes).toArray(byte[][]::new);
    }

    private static byte @Nullable [] bytes(Optional<Digest> digest) {
        return digest.map(Digest::toBytes).orElse(null);
    }

    private static Optional<Digest> config(Manifest manifest) {
        return manifest instanceof ImageManifest image
                ? Optional.of(image.config().digest())
                : Optional.empty();
    }

    private @Nullable String annotations(Manifest manifest) {
        return manifest.annotations().isEmpty() ? null : json.writeValueAsString(manifest.annotations());
    }
}
