package io.slipway.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.slipway.content.PolicyDocument.Retention;
import io.slipway.content.TagRules.OwnRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Component
class PolicySql {

    /// Whose the policy is: one of both.
    record Owner(Optional<Long> namespaceId, Optional<Long> repositoryId) {

        static Owner namespace(long id) {
            return new Owner(Optional.of(id), Optional.empty());
        }

        static Owner repository(long id) {
            return new Owner(Optional.empty(), Optional.of(id));
        }
    }

    /// Columns of a statement about the repository `r`: what its own and its namespace's rules are.
    static final String RULES = """
            (SELECT CASE WHEN built IS NULL THEN tag_rules ELSE jsonb_build_object('rules', tag_rules, 'built', built) END
                FROM content.tag_policy WHERE repository_id = r.id) AS own_rules,
            (SELECT tag_rules FROM content.tag_policy WHERE namespace_id = r.namespace_id) AS wide_rules
            """;

    private final Cache<String, List<TagRule>> known =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final Cache<String, OwnRules> built =
            Caffeine.newBuilder().maximumSize(1_000).build();
    private final JdbcClient jdbc;
    private final JsonMapper json;

    PolicySql(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Of a row with [#RULES].
    TagRules rules(Repository repository, ResultSet row) throws SQLException {
        String own = row.getString("own_rules");
        String wide = row.getString("wide_rules");
        return own == null && wide == null ? TagRules.NONE : TagRules.of(repository, compiled(wide), own(own));
    }

    TagRules rules(Repository repository) {
        return jdbc.sql("SELECT " + RULES + " FROM (SELECT * FROM content.repository WHERE id = ? OFFSET 0) r")
                .param(repository.id())
                .query((row, _) -> rules(repository, row))
                .optional()
                .orElse(TagRules.NONE);
    }

    Optional<TagPolicy> find(Owner owner) {
        return jdbc.sql("SELECT tag_rules, retention FROM content.tag_policy"
                        + " WHERE namespace_id = :namespaceId OR repository_id = :repositoryId")
                .param("namespaceId", owner.namespaceId().orElse(null), Types.BIGINT)
                .param("repositoryId", owner.repositoryId().orElse(null), Types.BIGINT)
                .query((row, _) -> policy(row))
                .optional();
    }

    /// Those who change the same one wait for each other.
    void lock(Owner owner) {
        jdbc.sql("""
                        INSERT INTO content.tag_policy (namespace_id, repository_id) VALUES (:namespaceId, :repositoryId)
                        ON CONFLICT DO NOTHING
                        """)
                .param("namespaceId", owner.namespaceId().orElse(null), Types.BIGINT)
                .param("repositoryId", owner.repositoryId().orElse(null), Types.BIGINT)
                .update();
        jdbc.sql("SELECT id FROM content.tag_policy"
                        + " WHERE namespace_id = :namespaceId OR repository_id = :repositoryId FOR UPDATE")
                .param("namespaceId", owner.namespaceId().orElse(null), Types.BIGINT)
                .param("repositoryId", owner.repositoryId().orElse(null), Types.BIGINT)
                .query(Long.class)
                .single();
    }

    void write(Owner owner, TagPolicy policy) {
        PolicyDocument document = PolicyDocument.of(policy);
        jdbc.sql("""
                        UPDATE content.tag_policy
                        SET tag_rules = CAST(:rules AS jsonb), retention = CAST(:retention AS jsonb), changed_at = now(),
                            next_run_at = %s
                        WHERE namespace_id = :namespaceId OR repository_id = :repositoryId
                        """.formatted(PolicyTimes.NEXT))
                .param(
                        "rules",
                        policy.rules().isEmpty() ? null : json.writeValueAsString(document.tagRules()),
                        Types.VARCHAR)
                .param(
                        "retention",
                        document.retention() == null ? null : json.writeValueAsString(document.retention()),
                        Types.VARCHAR)
                .params(PolicyTimes.params(policy.retention()))
                .param("namespaceId", owner.namespaceId().orElse(null), Types.BIGINT)
                .param("repositoryId", owner.repositoryId().orElse(null), Types.BIGINT)
                .update();
    }

    /// After [#lock].
    ///
    /// @param tags empty: anybody who may push pushes any tag
    void writeBuilt(long repositoryId, Optional<BuiltTags> tags) {
        jdbc.sql("UPDATE content.tag_policy SET built = CAST(:built AS jsonb) WHERE repository_id = :id")
                .param("built", tags.map(this::document).orElse(null), Types.VARCHAR)
                .param("id", repositoryId)
                .update();
    }

    private String document(BuiltTags tags) {
        List<String> patterns =
                tags.patterns().stream().map(TagPattern::toString).toList();
        return json.writeValueAsString(Map.of("patterns", patterns, "by", tags.by()));
    }

    private record Due(long id, Owner owner, Optional<RetentionPolicy> retention) {}

    /// Each by one replica only: they are locked, and have another time then.
    List<Owner> takeDue() {
        List<Due> due = jdbc.sql("""
                        SELECT id, namespace_id, repository_id, retention FROM content.tag_policy
                        WHERE next_run_at <= now() ORDER BY next_run_at LIMIT 50 FOR UPDATE SKIP LOCKED
                        """).query((row, _) -> due(row)).list();
        due.forEach(
                it -> jdbc.sql("UPDATE content.tag_policy SET next_run_at = " + PolicyTimes.NEXT + " WHERE id = :id")
                        .params(PolicyTimes.params(it.retention()))
                        .param("id", it.id())
                        .update());
        return due.stream().map(Due::owner).toList();
    }

    private Due due(ResultSet row) throws SQLException {
        long namespace = row.getLong("namespace_id");
        Owner owner = row.wasNull() ? Owner.repository(row.getLong("repository_id")) : Owner.namespace(namespace);
        return new Due(row.getLong("id"), owner, retention(row.getString("retention")));
    }

    List<Long> following(long namespaceId) {
        return jdbc.sql("""
                        SELECT id FROM content.repository r
                        WHERE namespace_id = ? AND deleted_at IS NULL AND NOT EXISTS (
                            SELECT FROM content.tag_policy p
                            WHERE p.repository_id = r.id AND p.retention IS NOT NULL)
                        ORDER BY id
                        """)
                .param(namespaceId)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// By name, after `last`.
    List<Long> following(long namespaceId, String last, int limit) {
        return jdbc.sql("""
                        SELECT r.id FROM content.repository r
                        WHERE r.namespace_id = :namespaceId AND r.name > :last AND r.deleted_at IS NULL AND NOT r.hidden
                            AND NOT EXISTS (
                            SELECT FROM (SELECT retention FROM content.tag_policy
                                WHERE repository_id = r.id OFFSET 0) p
                            WHERE p.retention IS NOT NULL)
                        ORDER BY r.name LIMIT :limit
                        """)
                .param("namespaceId", namespaceId)
                .param("last", last)
                .param("limit", limit)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private TagPolicy policy(ResultSet row) throws SQLException {
        return new TagPolicy(compiled(row.getString("tag_rules")), retention(row.getString("retention")));
    }

    private Optional<RetentionPolicy> retention(@Nullable String text) {
        return text == null
                ? Optional.empty()
                : new PolicyDocument(null, json.readValue(text, Retention.class))
                        .toPolicy()
                        .retention();
    }

    private OwnRules own(@Nullable String text) {
        return text != null && text.startsWith("{")
                ? built.get(text, this::withBuilt)
                : new OwnRules(compiled(text), Optional.empty());
    }

    private OwnRules withBuilt(String text) {
        JsonNode both = json.readTree(text);
        JsonNode rules = both.get("rules");
        return new OwnRules(
                rules.isNull() ? List.of() : compile(rules.toString()), Optional.of(builtTags(both.get("built"))));
    }

    private static BuiltTags builtTags(JsonNode node) {
        List<String> patterns =
                node.get("patterns").valueStream().map(JsonNode::asString).toList();
        return new BuiltTags(
                patterns.stream().map(TagPattern::parse).toList(),
                node.get("by").asLong());
    }

    private List<TagRule> compiled(@Nullable String text) {
        return text == null ? List.of() : known.get(text, this::compile);
    }

    private List<TagRule> compile(String text) {
        List<PolicyDocument.Rule> rules = Arrays.asList(json.readValue(text, PolicyDocument.Rule[].class));
        return new PolicyDocument(rules, null).toPolicy().rules();
    }
}
