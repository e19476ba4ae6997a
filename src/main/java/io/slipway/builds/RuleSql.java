package io.slipway.builds;

import io.slipway.builds.BuildRule.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class RuleSql {

    /// @param templates of the tags that the rule makes
    record Owned(RulePattern pattern, List<String> templates) {}

    private static final TypeReference<Map<String, String>> ARGUMENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RuleSql(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<BuildRule> list(Trigger trigger) {
        return jdbc.sql("SELECT * FROM builds.rule WHERE trigger_id = ? ORDER BY position")
                .param(trigger.rowId())
                .query((row, _) -> rule(row, trigger.submodules()))
                .list();
    }

    /// Of the rules that are on, of triggers that are on and keep their tags to themselves.
    List<Owned> owned(long repositoryId) {
        return jdbc.sql("""
                        SELECT r.pattern, r.literal, r.tags FROM builds.rule r
                        JOIN builds.trigger t ON t.id = r.trigger_id
                        WHERE t.repository_id = ? AND t.enabled AND NOT t.allow_pushes AND r.enabled
                        ORDER BY t.id, r.position
                        """)
                .param(repositoryId)
                .query((row, _) -> new Owned(
                        RulePattern.of(row.getString("pattern"), row.getBoolean("literal")),
                        List.of((String[]) row.getArray("tags").getArray())))
                .list();
    }

    void deleteOthers(long triggerId, List<Long> kept) {
        jdbc.sql("DELETE FROM builds.rule WHERE trigger_id = :trigger AND id <> ALL (:kept)")
                .param("trigger", triggerId)
                .param("kept", kept.toArray(Long[]::new))
                .update();
    }

    void insert(long triggerId, int position, BuildRule rule) {
        bind(jdbc.sql("""
                                INSERT INTO builds.rule (trigger_id, position, enabled, source, pattern, literal, tags,
                                    dockerfile, context, target, test_target, arguments, cache)
                                VALUES (:trigger, :position, :enabled, :source, :pattern, :literal, :tags, :dockerfile,
                                    :context, :target, :testTarget, CAST(:arguments AS JSONB), :cache)
                                """), triggerId, position, rule).update();
    }

    int update(long triggerId, int position, BuildRule rule) {
        return bind(jdbc.sql("""
                                UPDATE builds.rule SET position = :position, enabled = :enabled, source = :source,
                                    pattern = :pattern, literal = :literal, tags = :tags, dockerfile = :dockerfile,
                                    context = :context, target = :target, test_target = :testTarget,
                                    arguments = CAST(:arguments AS JSONB), cache = :cache
                                WHERE trigger_id = :trigger AND id = :id
                                """), triggerId, position, rule)
                .param("id", rule.id())
                .update();
    }

    private JdbcClient.StatementSpec bind(
            JdbcClient.StatementSpec statement, long triggerId, int position, BuildRule rule) {
        BuildPlan plan = rule.plan();
        return statement
                .param("trigger", triggerId)
                .param("position", position)
                .param("enabled", rule.enabled())
                .param("source", rule.source().name())
                .param("pattern", rule.pattern())
                .param("literal", rule.literal())
                .param("tags", rule.tags().toArray(String[]::new))
                .param("dockerfile", plan.dockerfile())
                .param("context", plan.context())
                .param("target", plan.target())
                .param("testTarget", plan.testTarget())
                .param("arguments", json.writeValueAsString(plan.arguments()))
                .param("cache", plan.cache());
    }

    private BuildRule rule(ResultSet row, boolean submodules) throws SQLException {
        return new BuildRule(
                row.getLong("id"),
                row.getBoolean("enabled"),
                Source.valueOf(row.getString("source")),
                row.getString("pattern"),
                row.getBoolean("literal"),
                List.of((String[]) row.getArray("tags").getArray()),
                new BuildPlan(
                        row.getString("dockerfile"),
                        row.getString("context"),
                        row.getString("target"),
                        row.getString("test_target"),
                        json.readValue(row.getString("arguments"), ARGUMENTS),
                        row.getBoolean("cache"),
                        submodules));
    }
}
