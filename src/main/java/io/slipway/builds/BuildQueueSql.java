package io.slipway.builds;

import io.slipway.oci.Tag;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class BuildQueueSql {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BuildQueueSql(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Numbers begin at 1; whoever asks holds up others of the same repository until the transaction ends.
    int nextNumber(long repositoryId) {
        return jdbc.sql("""
                        INSERT INTO builds.numbering AS n (repository_id, last) VALUES (?, 1)
                        ON CONFLICT (repository_id) DO UPDATE SET last = n.last + 1
                        RETURNING last
                        """).param(repositoryId).query(Integer.class).single();
    }

    /// @return the number
    int insert(BuildOrder order, int number) {
        jdbc.sql("""
                        INSERT INTO builds.build (repository_id, number, namespace_id, trigger_id, rule_id,
                            delivery_id, cause, started_by, ref_kind, ref_name, commit_id, title, author, plan, tags)
                        SELECT r.id, :number, r.namespace_id, :trigger, :rule, :delivery, :cause, :startedBy,
                            :kind, :ref, :commit, :title, :author, CAST(:plan AS JSONB), :tags
                        FROM content.repository r WHERE r.id = :repository
                        """)
                .param("repository", order.repositoryId())
                .param("number", number)
                .param("trigger", order.triggerId())
                .param("rule", order.ruleId().orElse(null))
                .param("delivery", order.deliveryId().orElse(null))
                .param("cause", order.cause().name())
                .param("startedBy", order.startedBy().orElse(null))
                .param("kind", order.ref().kind().name())
                .param("ref", order.ref().name())
                .param("commit", order.commit().orElse(null))
                .param("title", order.title())
                .param("author", order.author())
                .param("plan", json.writeValueAsString(order.plan()))
                .param("tags", order.tags().stream().map(Tag::value).toArray(String[]::new))
                .update();
        return number;
    }

    /// How many builds wait in the namespace of the repository.
    int waitingBeside(long repositoryId) {
        return jdbc.sql("""
                        SELECT count(*) FROM builds.build b
                        WHERE b.state = 'QUEUED' AND b.namespace_id = (
                            SELECT r.namespace_id FROM content.repository r WHERE r.id = ?)
                        """).param(repositoryId).query(Integer.class).single();
    }

    /// Those that wait, where the trigger wants only the newest of a ref.
    int dropOlder(long repositoryId, int number) {
        return older("""
                        UPDATE builds.build o SET state = 'SUPERSEDED', reason = 'NEWER', finished_at = now()
                        """, "AND o.state = 'QUEUED'", repositoryId, number);
    }

    /// Those that run: the worker that has it ends it.
    int stopOlder(long repositoryId, int number) {
        return older("""
                        UPDATE builds.build o SET cancel_asked = true, reason = 'NEWER'
                        """, "AND o.lease_until IS NOT NULL AND NOT o.cancel_asked", repositoryId, number);
    }

    private int older(String change, String which, long repositoryId, int number) {
        return jdbc.sql(change + """
                        FROM builds.build n JOIN builds.trigger t ON t.id = n.trigger_id AND t.supersede
                        WHERE n.repository_id = :repository AND n.number = :number
                            AND o.trigger_id = n.trigger_id AND o.id < n.id AND o.rule_id IS NOT DISTINCT FROM n.rule_id
                            AND o.ref_kind = n.ref_kind AND o.ref_name = n.ref_name
                        """ + which)
                .param("repository", repositoryId)
                .param("number", number)
                .update();
    }

    Optional<Long> find(long repositoryId, int number) {
        return jdbc.sql("SELECT id FROM builds.build WHERE repository_id = ? AND number = ?")
                .params(repositoryId, number)
                .query(Long.class)
                .optional();
    }

    int cancelQueued(long id, long by) {
        return jdbc.sql("""
                        UPDATE builds.build SET state = 'CANCELLED', reason = 'ASKED', finished_at = now(), cancelled_by = :by
                        WHERE id = :id AND state = 'QUEUED'
                        """).param("id", id).param("by", by).update();
    }

    int askToCancel(long id, long by) {
        return jdbc.sql("""
                        UPDATE builds.build SET cancel_asked = true, cancelled_by = :by
                        WHERE id = :id AND lease_until IS NOT NULL
                        """).param("id", id).param("by", by).update();
    }

    /// Another one like it, once it is over.
    int copy(long id, int number, boolean cache, long by) {
        return jdbc.sql("""
                        INSERT INTO builds.build (repository_id, number, namespace_id, trigger_id, rule_id,
                            delivery_id, cause, started_by, ref_kind, ref_name, commit_id, title, author, plan, tags)
                        SELECT repository_id, :number, namespace_id, trigger_id, rule_id, delivery_id, 'RETRY', :by,
                            ref_kind, ref_name, commit_id, title, author,
                            plan || jsonb_build_object('cache', :cache AND (plan ->> 'cache')::BOOLEAN), tags
                        FROM builds.build WHERE id = :id AND finished_at IS NOT NULL AND trigger_id IS NOT NULL
                        """)
                .param("id", id)
                .param("number", number)
                .param("cache", cache)
                .param("by", by)
                .update();
    }
}
