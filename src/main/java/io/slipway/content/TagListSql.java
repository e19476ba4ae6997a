package io.slipway.content;

import io.slipway.content.Author.Kind;
import io.slipway.content.TagSummary.Aliases;
import io.slipway.content.TagSummary.Contents;
import io.slipway.content.TagSummary.Hold;
import io.slipway.oci.Digest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/// Lists of tags. A page is cut out of the order's index first; only then is anything told about its tags.
@Component
class TagListSql {

    /// Of somebody whose principal is `who`: name, and as what they are known.
    static final String AUTHOR = """
            (SELECT n.name FROM accounts.principal_name n WHERE n.principal_id = who) AS author,
            CASE WHEN EXISTS (
                    SELECT FROM accounts.app_user a WHERE a.principal_id = who AND a.deleted_at IS NULL) THEN 'PERSON'
                WHEN EXISTS (SELECT FROM accounts.robot r WHERE r.principal_id = who) THEN 'ROBOT'
                ELSE 'OTHER' END AS author_kind
            """;

    // OFFSET 0: the one index to find the rows by, see docs/adr/0007
    private static final String SUMMARY =
            """
            SELECT t.name, t.manifest_id, m.digest, m.media_type, m.total_size, t.updated_at, %s,
                ARRAY(SELECT a.name FROM content.tag a WHERE a.manifest_id = t.manifest_id AND a.name <> t.name
                    ORDER BY a.name LIMIT %d) AS aliases,
                (SELECT p.last_pull_at FROM content.tag_pull p
                    WHERE p.repository_id = t.repository_id AND p.name = t.name) AS last_pull_at,
                i.kind, i.artifact_type, i.platforms[1 : %d] AS platforms,
                COALESCE(cardinality(i.platforms), 0) AS platform_count, t.locked, t.expires_at,
                %s AS signed
            FROM t
            JOIN LATERAL (
                SELECT id, digest, media_type, total_size, deleted_at FROM content.manifest WHERE id = t.manifest_id OFFSET 0) m
                ON m.deleted_at IS NULL
            LEFT JOIN LATERAL (
                SELECT kind, artifact_type, platforms FROM content.image WHERE manifest_id = m.id OFFSET 0) i ON true
            ORDER BY t.place
            """.formatted(AUTHOR.replace("who", "t.updated_by"), Aliases.READ, Contents.SHOWN, Signatures.ATTACHED);

    /// By range first, so that only what looks like it is compared.
    static final String ATTACHMENT = """
            (name >= 'sha' AND name < 'shb' AND name ~ '^sha(256|512)-[0-9a-f]{64}(\\.(sig|att|sbom))?$')
            """;

    private static final String NAMED = """
            (strpos(lower(name), lower(:words)) > 0 OR manifest_id = ANY (ARRAY(
                SELECT id FROM content.manifest
                WHERE repository_id = :repositoryId AND digest BETWEEN :low AND :high)))
            """;

    /// The images of a platform are gathered once, not asked for each tag: what stands behind OR is never joined.
    private static final String PLATFORM = """
            (:platform = '' OR manifest_id IN (
                SELECT p.manifest_id FROM content.image_platform p
                WHERE p.repository_id = :repositoryId AND p.platform = :platform))
            """;

    /// From one to the next by the index; each that the last images of a tag have.
    private static final String PLATFORMS = """
            WITH RECURSIVE found (platform) AS (
                (SELECT platform FROM content.image_platform WHERE repository_id = :repositoryId
                ORDER BY platform LIMIT 1)
                UNION ALL
                SELECT (SELECT p.platform FROM content.image_platform p
                    WHERE p.repository_id = :repositoryId AND p.platform > found.platform
                    ORDER BY p.platform LIMIT 1)
                FROM found WHERE found.platform IS NOT NULL)
            SELECT platform FROM found WHERE EXISTS (
                SELECT FROM (
                    SELECT p.manifest_id FROM content.image_platform p
                    WHERE p.repository_id = :repositoryId AND p.platform = found.platform
                    ORDER BY p.manifest_id DESC LIMIT 1000) last
                JOIN LATERAL (SELECT FROM content.tag WHERE manifest_id = last.manifest_id LIMIT 1) t ON true)
            LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Transactions transactions;

    TagListSql(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// In the order of the query, or against it where it asks for what comes before.
    ///
    /// @param limit may be one more than asked for
    List<TagSummary> page(long repositoryId, TagQuery query, int limit) {
        String sql = "WITH t AS MATERIALIZED (SELECT *, row_number() OVER () AS place FROM ("
                + TagOrders.page(query, condition(query.filter())) + ") page)\n" + SUMMARY;
        StatementSpec statement = filter(jdbc.sql(sql), query.filter())
                .param("repositoryId", repositoryId)
                .param("limit", limit);
        StatementSpec page = TagOrders.at(statement, query);
        return query.sort() == TagSort.PULLED ? transactions.run(() -> planned(page)) : list(page);
    }

    /// Several indexes have the columns by which a tag and its pulls are found, so that a plan that was made while the
    /// tables were empty is of no use; and pulls are walked in the order of their index, see docs/adr/0007.
    private List<TagSummary> planned(StatementSpec page) {
        jdbc.sql("""
                        SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
                            set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)
                        """).query(rows -> {});
        return list(page);
    }

    private static List<TagSummary> list(StatementSpec page) {
        return page.query((row, _) -> summary(row)).list();
    }

    List<TagNamed> named(long repositoryId, Collection<String> names) {
        return jdbc.sql("""
                        SELECT t.name, m.digest FROM content.tag t
                        JOIN LATERAL (
                            SELECT digest FROM content.manifest WHERE id = t.manifest_id OFFSET 0) m ON true
                        WHERE t.repository_id = :repositoryId AND t.name = ANY (:names)
                        ORDER BY t.updated_at, t.name
                        """)
                .param("repositoryId", repositoryId)
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> new TagNamed(row.getString("name"), Digest.fromBytes(row.getBytes("digest"))))
                .list();
    }

    long count(long repositoryId, TagFilter filter) {
        String sql = "SELECT count(*) FROM content.tag WHERE repository_id = :repositoryId AND " + condition(filter);
        return filter(jdbc.sql(sql), filter)
                .param("repositoryId", repositoryId)
                .query(Long.class)
                .single();
    }

    List<String> platforms(long repositoryId, int limit) {
        return jdbc.sql(PLATFORMS)
                .param("repositoryId", repositoryId)
                .param("limit", limit)
                .query((row, _) -> row.getString("platform"))
                .list();
    }

    long attachments(long repositoryId) {
        return jdbc.sql("SELECT count(*) FROM content.tag WHERE repository_id = ? AND " + ATTACHMENT)
                .param(repositoryId)
                .query(Long.class)
                .single();
    }

    private static String condition(TagFilter filter) {
        return (filter.attachments() ? "true" : "NOT " + ATTACHMENT)
                + (filter.words().isEmpty() ? "" : " AND " + NAMED)
                + (filter.platform().isEmpty() ? "" : " AND " + PLATFORM);
    }

    private static StatementSpec filter(StatementSpec statement, TagFilter filter) {
        StatementSpec named = filter.platform()
                .map(platform -> statement.param("platform", platform))
                .orElse(statement);
        if (filter.words().isEmpty()) {
            return named;
        }
        // no digest is empty
        DigestPrefix digests = DigestPrefix.find(filter.words()).orElse(new DigestPrefix(new byte[0], new byte[0]));
        return named.param("words", filter.words()).param("low", digests.low()).param("high", digests.high());
    }

    static Author author(ResultSet row) throws SQLException {
        String name = row.getString("author");
        return new Author(name == null ? "" : name, Kind.valueOf(row.getString("author_kind")));
    }

    private static TagSummary summary(ResultSet row) throws SQLException {
        return new TagSummary(
                row.getString("name"),
                row.getLong("manifest_id"),
                Digest.fromBytes(row.getBytes("digest")),
                row.getString("media_type"),
                row.getLong("total_size"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                author(row),
                Aliases.of(List.of((String[]) row.getArray("aliases").getArray())),
                instant(row.getObject("last_pull_at", OffsetDateTime.class)),
                contents(row),
                new Hold(row.getBoolean("locked"), instant(row.getObject("expires_at", OffsetDateTime.class))),
                row.getBoolean("signed"));
    }

    private static Contents contents(ResultSet row) throws SQLException {
        Array platforms = row.getArray("platforms");
        List<String> shown = platforms == null ? List.of() : List.of((String[]) platforms.getArray());
        return new Contents(
                ImageRows.kind(row, row.getString("media_type")),
                Optional.ofNullable(row.getString("artifact_type")),
                shown,
                row.getInt("platform_count") - shown.size());
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
