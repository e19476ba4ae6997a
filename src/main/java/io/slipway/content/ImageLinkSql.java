package io.slipway.content;

import io.slipway.oci.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What points at a manifest.
@Component
class ImageLinkSql {

    private static final int LISTED = 64;
    private static final List<String> COSIGN = List.of(".sig", ".att", ".sbom");

    private static final String ATTACHMENTS = """
            WITH found AS (
                SELECT id, subject AS about, NULL AS tag FROM content.live_manifest
                WHERE repository_id = :repositoryId AND subject = ANY (:about)
                UNION ALL
                SELECT child.id, part.describes, NULL FROM (
                    SELECT * FROM content.image_part
                    WHERE repository_id = :repositoryId AND describes = ANY (:about) OFFSET 0) part
                CROSS JOIN LATERAL (
                    SELECT * FROM content.manifest WHERE id = part.parent_id OFFSET 0) parent
                CROSS JOIN LATERAL (
                    SELECT * FROM content.manifest
                    WHERE repository_id = part.repository_id AND digest = part.digest OFFSET 0) child
                WHERE parent.deleted_at IS NULL AND child.deleted_at IS NULL
                UNION ALL
                SELECT t.manifest_id, given.about, t.name
                FROM unnest(CAST(:names AS text[]), CAST(:named AS bytea[])) given (name, about)
                CROSS JOIN LATERAL (
                    SELECT * FROM content.tag
                    WHERE repository_id = :repositoryId AND name = given.name OFFSET 0) t
                UNION ALL
                SELECT child.id, given.about, t.name
                FROM unnest(CAST(:lists AS text[]), CAST(:about AS bytea[])) given (name, about)
                CROSS JOIN LATERAL (
                    SELECT * FROM content.tag
                    WHERE repository_id = :repositoryId AND name = given.name OFFSET 0) t
                CROSS JOIN LATERAL (
                    SELECT * FROM content.image_part WHERE parent_id = t.manifest_id OFFSET 0) part
                CROSS JOIN LATERAL (
                    SELECT * FROM content.manifest
                    WHERE repository_id = :repositoryId AND digest = part.digest OFFSET 0) child)
            SELECT m.id, m.digest, m.media_type, m.size, m.pushed_at, f.about, f.tag, i.artifact_type,
                ARRAY(
                    SELECT DISTINCT layer -> 'annotations' ->> 'in-toto.io/predicate-type'
                    FROM jsonb_array_elements(i.layers) layer
                    WHERE layer -> 'annotations' ->> 'in-toto.io/predicate-type' IS NOT NULL) AS predicates
            FROM (SELECT DISTINCT ON (id) * FROM found ORDER BY id, tag NULLS FIRST, about) f
            CROSS JOIN LATERAL (SELECT * FROM content.manifest WHERE id = f.id OFFSET 0) m
            LEFT JOIN LATERAL (SELECT * FROM content.image WHERE manifest_id = m.id OFFSET 0) i ON true
            WHERE m.id > :after AND m.deleted_at IS NULL
            ORDER BY m.id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    ImageLinkSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<TagName> tags(long repositoryId, long manifestId, String first, int limit) {
        return jdbc.sql("""
                        SELECT t.name, t.updated_at, COALESCE(p.name, '') AS updated_by
                        FROM (SELECT * FROM content.tag WHERE manifest_id = :manifestId OFFSET 0) t
                        LEFT JOIN accounts.principal_name p ON p.principal_id = t.updated_by
                        WHERE t.repository_id = :repositoryId
                        ORDER BY t.name = :first DESC, t.updated_at DESC, t.name LIMIT :limit
                        """)
                .param("manifestId", manifestId)
                .param("repositoryId", repositoryId)
                .param("first", first)
                .param("limit", limit)
                .query((row, _) -> new TagName(
                        row.getString("name"), ImageRows.instant(row, "updated_at"), row.getString("updated_by")))
                .list();
    }

    List<Digest> parents(long repositoryId, Digest digest, int limit) {
        return jdbc.sql("""
                        SELECT m.digest FROM (
                            SELECT * FROM content.manifest_child
                            WHERE repository_id = :repositoryId AND child_digest = :digest OFFSET 0) c
                        CROSS JOIN LATERAL (SELECT * FROM content.manifest WHERE id = c.parent_id OFFSET 0) m
                        WHERE m.deleted_at IS NULL
                        ORDER BY m.id DESC LIMIT :limit
                        """)
                .param("repositoryId", repositoryId)
                .param("digest", digest.toBytes())
                .param("limit", limit)
                .query((row, _) -> Digest.fromBytes(row.getBytes("digest")))
                .list();
    }

    /// A base layer can be in every image there is: nobody counts them all.
    Map<Digest, Integer> sharing(long repositoryId, long manifestId, int most) {
        Map<Digest, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        SELECT b.digest, other.images
                        FROM (SELECT * FROM content.manifest_blob WHERE manifest_id = :manifestId OFFSET 0) own
                        CROSS JOIN LATERAL (SELECT * FROM content.blob WHERE id = own.blob_id OFFSET 0) b
                        CROSS JOIN LATERAL (
                            SELECT count(*) AS images FROM (
                                SELECT FROM (
                                    SELECT * FROM content.manifest_blob
                                    WHERE blob_id = own.blob_id AND repository_id = own.repository_id OFFSET 0) e
                                CROSS JOIN LATERAL (
                                    SELECT * FROM content.manifest WHERE id = e.manifest_id OFFSET 0) m
                                WHERE m.deleted_at IS NULL AND m.id <> own.manifest_id
                                LIMIT :most) found) other
                        WHERE own.repository_id = :repositoryId AND other.images > 0
                        """)
                .param("manifestId", manifestId)
                .param("repositoryId", repositoryId)
                .param("most", most)
                .query(row -> {
                    counts.put(Digest.fromBytes(row.getBytes("digest")), row.getInt("images"));
                });
        return counts;
    }

    List<Attachment> attachments(long repositoryId, Collection<Digest> about, long after, int limit) {
        List<String> names = new ArrayList<>();
        List<Digest> named = new ArrayList<>();
        for (Digest digest : about) {
            for (String ending : COSIGN) {
                names.add(digest.algorithm().id() + "-" + digest.hex() + ending);
                named.add(digest);
            }
        }
        return jdbc.sql(ATTACHMENTS)
                .param("repositoryId", repositoryId)
                .param("about", ManifestSql.array(about))
                .param("names", names.toArray(String[]::new))
                .param("named", ManifestSql.array(named))
                .param("lists", about.stream().map(ImageLinkSql::list).toArray(String[]::new))
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> attachment(row))
                .list();
    }

    /// Of clients that find no API for referrers: the tag of an index of all that is about the manifest.
    private static String list(Digest digest) {
        String hex = digest.hex();
        return digest.algorithm().id() + "-" + hex.substring(0, Math.min(hex.length(), LISTED));
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        Set<String> predicates = new TreeSet<>(
                Arrays.asList((String[]) row.getArray("predicates").getArray()));
        return new Attachment(
                row.getLong("id"),
                Digest.fromBytes(row.getBytes("about")),
                Digest.fromBytes(row.getBytes("digest")),
                row.getString("media_type"),
                row.getLong("size"),
                ImageRows.instant(row, "pushed_at"),
                Optional.ofNullable(row.getString("tag")),
                Optional.ofNullable(row.getString("artifact_type")),
                predicates);
    }
}
