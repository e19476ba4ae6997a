package io.slipway.content;

import io.slipway.oci.Digest;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Faults among the manifests whose id is above `after`, up to `upTo`: where they are, for people.
@Component
class GraphCheckSql {

    /// The next manifests by id.
    record Range(long upTo, long count) {}

    private static final String MANIFESTS = """
            (SELECT m.*, r.name FROM content.manifest m JOIN content.repository r ON r.id = m.repository_id
                WHERE m.id > :after AND m.id <= :upTo OFFSET 0) m
            """;

    private final JdbcClient jdbc;

    GraphCheckSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Range> next(long after, int limit) {
        return jdbc.sql("""
                        SELECT max(id) AS up_to, count(*) AS count
                        FROM (SELECT id FROM content.manifest WHERE id > ? ORDER BY id LIMIT ?) m
                        """)
                .params(after, limit)
                .query((row, _) -> new Range(row.getLong("up_to"), row.getLong("count")))
                .optional()
                .filter(range -> range.count() > 0);
    }

    List<String> broken(long after, long upTo) {
        return find("SELECT DISTINCT m.name, m.digest, '' AS tag FROM" + MANIFESTS + """
                        JOIN content.manifest_blob e ON e.manifest_id = m.id
                        WHERE m.deleted_at IS NULL AND NOT EXISTS (
                            SELECT FROM content.repository_blob l
                            WHERE l.repository_id = m.repository_id AND l.blob_id = e.blob_id AND l.hidden_at IS NULL
                            OFFSET 0)
                        """, after, upTo);
    }

    List<String> wrongTags(long after, long upTo) {
        return find("SELECT m.name, m.digest, t.name AS tag FROM" + MANIFESTS + """
                        JOIN content.tag t ON t.manifest_id = m.id
                        WHERE m.deleted_at IS NOT NULL OR t.repository_id <> m.repository_id
                        """, after, upTo);
    }

    List<String> absentChildren(long after, long upTo) {
        return find("SELECT DISTINCT m.name, m.digest, '' AS tag FROM" + MANIFESTS + """
                        JOIN content.manifest_child c ON c.parent_id = m.id
                        WHERE m.deleted_at IS NULL AND NOT EXISTS (
                            SELECT FROM content.manifest x
                            WHERE x.repository_id = m.repository_id AND x.digest = c.child_digest
                                AND x.deleted_at IS NULL
                            OFFSET 0)
                        """, after, upTo);
    }

    List<String> wrongBytes(long after, long upTo) {
        return find("SELECT m.name, m.digest, '' AS tag FROM" + MANIFESTS + """
                        WHERE substr(m.digest, 2) <>
                            CASE get_byte(m.digest, 0) WHEN 1 THEN sha256(m.payload) ELSE sha512(m.payload) END
                        """, after, upTo);
    }

    private List<String> find(String statement, long after, long upTo) {
        return jdbc.sql(statement)
                .param("after", after)
                .param("upTo", upTo)
                .query((row, _) -> row.getString("name")
                        + (row.getString("tag").isEmpty() ? "" : ":" + row.getString("tag"))
                        + "@" + Digest.fromBytes(row.getBytes("digest")))
                .list();
    }
}
