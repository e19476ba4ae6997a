package io.slipway.content;

import io.slipway.oci.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ReferrerSql {

    private final JdbcClient jdbc;

    ReferrerSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Referrer> page(Repository repository, Digest subject, Optional<String> artifactType, long after, int limit) {
        return jdbc.sql("""
                        SELECT r.name AS repository_name, r.access_version, m.*
                        FROM (SELECT * FROM content.repository WHERE id = :repositoryId OFFSET 0) r
                        LEFT JOIN LATERAL (
                            SELECT id, media_type, digest, size, artifact_type, annotations::text
                            FROM content.live_manifest
                            WHERE repository_id = :repositoryId AND subject = :subject AND id > :after
                                AND (CAST(:artifactType AS text) IS NULL OR artifact_type = :artifactType)
                            ORDER BY id LIMIT :limit) m ON true
                        WHERE r.deleted_at IS NULL
                        ORDER BY m.id
                        """)
                .param("repositoryId", repository.id())
                .param("subject", subject.toBytes())
                .param("after", after)
                .param("artifactType", artifactType.orElse(null), Types.VARCHAR)
                .param("limit", limit)
                .query(rows -> {
                    RepositoryCheck.verify(repository, rows.next() ? rows : null);
                    List<Referrer> referrers = new ArrayList<>();
                    do {
                        if (rows.getBytes("digest") != null) {
                            referrers.add(referrer(rows));
                        }
                    } while (rows.next());
                    return referrers;
                });
    }

    private static Referrer referrer(ResultSet row) throws SQLException {
        return new Referrer(
                row.getLong("id"),
                row.getString("media_type"),
                Digest.fromBytes(row.getBytes("digest")),
                row.getLong("size"),
                Optional.ofNullable(row.getString("artifact_type")),
                Optional.ofNullable(row.getString("annotations")));
    }
}
