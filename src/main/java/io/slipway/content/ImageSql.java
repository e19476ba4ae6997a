package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.Platform;
import io.slipway.oci.Reference;
import io.slipway.oci.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ImageSql {

    // OFFSET 0 here and elsewhere: the one index to find the row by, see docs/adr/0007
    private static final String DETAILS = """
            SELECT r.name AS repository_name, r.access_version,
                m.id AS m_id, m.digest AS m_digest, m.media_type AS m_media_type, m.size AS m_size,
                m.pushed_at AS m_pushed_at, p.name AS m_pushed_by, m.subject AS m_subject,
                m.config_digest AS m_config_digest, m.annotations::text AS m_annotations,
                i.state, i.failure, i.kind, i.artifact_type, i.os, i.architecture, i.variant, i.os_version, i.platforms,
                i.created, i.author, i.settings::text, i.labels::text, i.history::text, i.layers::text, i.total_size,
                i.cut
            FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r
            LEFT JOIN (SELECT * FROM content.manifest WHERE %s OFFSET 0) m ON m.deleted_at IS NULL
            LEFT JOIN LATERAL (SELECT * FROM content.image WHERE manifest_id = m.id OFFSET 0) i ON true
            LEFT JOIN accounts.principal_name p ON p.principal_id = m.pushed_by
            WHERE r.deleted_at IS NULL
            """;
    private static final String BY_TAG =
            DETAILS.formatted("id = (SELECT manifest_id FROM content.tag WHERE repository_id = ? AND name = ?)");
    private static final String BY_DIGEST = DETAILS.formatted("repository_id = ? AND digest = ?");

    private final JdbcClient jdbc;
    private final ImageRows rows;

    ImageSql(JdbcClient jdbc, ImageRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<ManifestDetails> find(Repository repository, Reference reference) {
        var statement = switch (reference) {
            case Tag tag -> jdbc.sql(BY_TAG).params(repository.id(), repository.id(), tag.value());
            case Digest digest -> jdbc.sql(BY_DIGEST).params(repository.id(), repository.id(), digest.toBytes());
        };
        return statement.query(row -> {
            RepositoryCheck.verify(repository, row.next() ? row : null);
            return row.getBytes("m_digest") == null ? Optional.empty() : Optional.of(rows.details(row));
        });
    }

    List<ImagePart> parts(long repositoryId, long parentId, int limit) {
        return jdbc.sql("""
                        SELECT part.digest, part.media_type, part.size,
                            COALESCE(i.artifact_type, part.artifact_type) AS artifact_type,
                            part.os AS part_os, part.architecture AS part_architecture, part.variant AS part_variant,
                            part.os_version AS part_os_version, part.describes,
                            m.id, i.state, i.kind, i.os, i.architecture, i.variant, i.os_version, i.total_size
                        FROM content.image_part part
                        LEFT JOIN LATERAL (
                            SELECT * FROM content.manifest
                            WHERE repository_id = part.repository_id AND digest = part.digest OFFSET 0) m
                            ON m.deleted_at IS NULL
                        LEFT JOIN LATERAL (SELECT * FROM content.image WHERE manifest_id = m.id OFFSET 0) i ON true
                        WHERE part.parent_id = :parentId AND part.repository_id = :repositoryId
                        ORDER BY part.place LIMIT :limit
                        """)
                .param("parentId", parentId)
                .param("repositoryId", repositoryId)
                .param("limit", limit)
                .query((row, _) -> part(row))
                .list();
    }

    byte[] payload(long repositoryId, long manifestId) {
        return jdbc.sql("SELECT payload FROM content.manifest WHERE id = ? AND repository_id = ?")
                .params(manifestId, repositoryId)
                .query(byte[].class)
                .single();
    }

    private static ImagePart part(ResultSet row) throws SQLException {
        Optional<Platform> said = ImageRows.platform(row, "part_");
        Optional<Platform> own = ImageRows.platform(row, "");
        return new ImagePart(
                Digest.fromBytes(row.getBytes("digest")),
                row.getString("media_type"),
                row.getLong("size"),
                Optional.ofNullable(row.getString("artifact_type")),
                said.or(() -> own),
                ImageRows.digest(row.getBytes("describes")),
                here(row));
    }

    private static Optional<ImagePart.Here> here(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        if (row.wasNull()) {
            return Optional.empty();
        }
        String state = row.getString("state");
        return Optional.of(new ImagePart.Here(
                id,
                ImageRows.kind(row, row.getString("media_type")),
                state == null || state.equals("WAITING"),
                ImageRows.size(row)));
    }
}
