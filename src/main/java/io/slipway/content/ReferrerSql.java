package io.slipway.content;

import io.slipway.oci.Digest;
import java.sql.Types;
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
                        SELECT m.id, m.media_type, m.digest, m.size, m.artifact_type, m.annotations::text
                        FROM content.live_manifest m
                        JOIN content.repository r ON r.id = m.repository_id
                        WHERE m.repository_id = :repositoryId AND m.subject = :subject AND m.id > :after
                            AND r.deleted_at IS NULL AND r.name = :name AND r.access_version = :accessVersion
                            AND (CAST(:artifactType AS text) IS NULL OR m.artifact_type = :artifactType)
                        ORDER BY m.id LIMIT :limit
                        """)
                .param("repositoryId", repository.id())
                .param("name", repository.name().value())
                .param("accessVersion", repository.accessVersion())
                .param("subject", subject.toBytes())
                .param("after", after)
                .param("artifactType", artifactType.orElse(null), Types.VARCHAR)
                .param("limit", limit)
                .query((row, _) -> new Referrer(
                        row.getLong("id"),
                        row.getString("media_type"),
                        Digest.fromBytes(row.getBytes("digest")),
                        row.getLong("size"),
                        Optional.ofNullable(row.getString("artifact_type")),
                        Optional.ofNullable(row.getString("annotations"))))
                .list();
    }
}
