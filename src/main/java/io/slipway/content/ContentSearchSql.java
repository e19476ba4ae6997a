package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds tags by the start of their name, and manifests by that of their digest.
@Component
class ContentSearchSql {

    /// What is not seen is there without its repository, so that the list knows how far it went. A limit that is
    /// written out makes the index look as good as it is.
    private static final String TAGS = """
            SELECT t.small, t.repository_id, t.name, r.name AS repository, r.visibility, t.updated_at,
                CASE WHEN r.id IS NOT NULL THEN (
                    SELECT m.digest FROM content.manifest m WHERE m.id = t.manifest_id) END AS digest
            FROM (SELECT *, lower(name) AS small FROM content.tag WHERE %s OFFSET 0) t
            LEFT JOIN LATERAL (SELECT * FROM content.repository WHERE id = t.repository_id OFFSET 0) r
                ON r.name LIKE ALL (string_to_array(lower(:patterns), E'\\n')) AND\s""" + SearchSql.VISIBLE + "%s";

    private static final String AFTER = """
            (lower(name), repository_id, name) > (:small, :id, :name)
            ORDER BY lower(name), repository_id, name LIMIT\s""";

    private static final String IN_FEW = """
            WHERE r.id IS NOT NULL AND starts_with(t.small, :tag)
                AND (t.small, t.repository_id, t.name) > (:small, :id, :name)
            ORDER BY t.small, t.repository_id, t.name LIMIT :limit
            """;

    private static final String ORDERED = "ORDER BY t.small, t.repository_id, t.name";

    private static final String MANIFESTS = """
            SELECT m.id, r.name AS repository, r.visibility, m.digest, m.media_type, m.pushed_at
            FROM (SELECT * FROM content.manifest WHERE substr(digest, 2, 16) BETWEEN :least AND :most OFFSET 0) m
            CROSS JOIN LATERAL (SELECT * FROM content.repository WHERE id = m.repository_id OFFSET 0) r
            WHERE m.deleted_at IS NULL AND m.id > :last AND starts_with(encode(substr(m.digest, 2), 'hex'), :hex)
                AND (:algorithm = 0 OR get_byte(m.digest, 0) = :algorithm)
                AND\s""" + SearchSql.VISIBLE + """
            ORDER BY m.id LIMIT :limit
            """;

    /// @param tag empty where the caller does not see it
    record Candidate(TagPlace place, Optional<TagFound> tag) {}

    private final JdbcClient jdbc;

    ContentSearchSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Tags of these repositories that start with what is looked for.
    List<Candidate> tagsIn(
            Collection<Long> repositories, Visible visible, SearchWords words, TagPlace last, int limit) {
        return tags(TAGS.formatted("repository_id = ANY (:few)", IN_FEW), visible, words, last)
                .param("few", repositories.toArray(Long[]::new))
                .param("tag", words.tag())
                .param("limit", limit)
                .query((row, _) -> candidate(row))
                .list();
    }

    /// The next tags of all, whatever they start with.
    List<Candidate> tagsAfter(TagPlace last, Visible visible, SearchWords words, int count) {
        return tags(TAGS.formatted(AFTER + count, ORDERED), visible, words, last)
                .query((row, _) -> candidate(row))
                .list();
    }

    private JdbcClient.StatementSpec tags(String statement, Visible visible, SearchWords words, TagPlace last) {
        return SearchSql.visible(jdbc.sql(statement), visible)
                .param("patterns", words.beforeTag().patterns())
                .param("small", last.small())
                .param("id", last.repositoryId())
                .param("name", last.name());
    }

    List<ManifestFound> manifests(Visible visible, DigestStart digest, long last, int limit) {
        return SearchSql.visible(jdbc.sql(MANIFESTS), visible)
                .param("least", digest.least())
                .param("most", digest.most())
                .param("hex", digest.hex())
                .param(
                        "algorithm",
                        digest.algorithm().map(it -> (int) it.code()).orElse(0))
                .param("last", last)
                .param("limit", limit)
                .query((row, _) -> manifest(row))
                .list();
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        boolean seen = row.getString("repository") != null;
        return new Candidate(
                new TagPlace(row.getString("small"), row.getLong("repository_id"), row.getString("name")),
                seen ? Optional.of(tag(row)) : Optional.empty());
    }

    private static TagFound tag(ResultSet row) throws SQLException {
        return new TagFound(
                new RepositoryName(row.getString("repository")),
                Visibility.valueOf(row.getString("visibility")),
                row.getString("name"),
                Digest.fromBytes(row.getBytes("digest")),
                instant(row, "updated_at"));
    }

    static ManifestFound manifest(ResultSet row) throws SQLException {
        return new ManifestFound(
                row.getLong("id"),
                new RepositoryName(row.getString("repository")),
                Visibility.valueOf(row.getString("visibility")),
                Digest.fromBytes(row.getBytes("digest")),
                row.getString("media_type"),
                instant(row, "pushed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
