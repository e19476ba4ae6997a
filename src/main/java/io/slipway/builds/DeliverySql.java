package io.slipway.builds;

import io.slipway.builds.Delivery.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class DeliverySql {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final TypeReference<List<RefChange>> CHANGES = new TypeReference<>() {};

    private static final String SHOWN = """
            SELECT d.*, ARRAY(SELECT b.number FROM builds.build b WHERE b.delivery_id = d.id ORDER BY b.id) AS builds
            FROM builds.delivery d WHERE d.trigger_id = :trigger
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DeliverySql(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Waits for another one of the same name or body that is being taken. Empty: that one was faster.
    Optional<Long> insert(long triggerId, HookDelivery delivery) {
        return jdbc.sql("""
                        INSERT INTO builds.delivery (trigger_id, key, event, verdict, headers, body, body_hash)
                        VALUES (:trigger, :key, '', 'REFUSED', CAST(:headers AS JSONB), :body, :hash)
                        ON CONFLICT DO NOTHING RETURNING id
                        """)
                .param("trigger", triggerId)
                .param("key", delivery.key())
                .param("headers", json.writeValueAsString(delivery.headers()))
                .param("body", delivery.head())
                .param("hash", delivery.hash())
                .query(Long.class)
                .optional();
    }

    /// One that was refused before, to be taken now.
    Optional<Long> lockRefused(long triggerId, HookDelivery delivery) {
        return jdbc.sql("""
                        SELECT id FROM builds.delivery
                        WHERE trigger_id = :trigger AND (key = :key OR body_hash = :hash) AND verdict = 'REFUSED'
                            AND NOT EXISTS (SELECT 1 FROM builds.delivery
                                WHERE trigger_id = :trigger AND (key = :key OR body_hash = :hash)
                                    AND verdict <> 'REFUSED')
                        ORDER BY id LIMIT 1 FOR UPDATE
                        """)
                .param("trigger", triggerId)
                .param("key", delivery.key())
                .param("hash", delivery.hash())
                .query(Long.class)
                .optional();
    }

    void finish(long id, String event, Verdict verdict, NoBuild reason, List<RefChange> changes) {
        Optional<RefChange> first = changes.stream().findFirst();
        jdbc.sql("""
                        UPDATE builds.delivery SET event = :event, verdict = :verdict, reason = :reason,
                            ref_kind = :kind, ref_name = :name, commit_id = :commit, facts = CAST(:facts AS JSONB),
                            received_at = now()
                        WHERE id = :id
                        """)
                .param("id", id)
                .param("event", event)
                .param("verdict", verdict.name())
                .param("reason", reason == NoBuild.NONE ? "" : reason.name())
                .param("kind", first.map(it -> it.ref().kind().name()).orElse(null))
                .param("name", first.map(it -> it.ref().name()).orElse(null))
                .param("commit", first.flatMap(RefChange::commit).orElse(null))
                .param("facts", json.writeValueAsString(changes))
                .update();
    }

    void setRules(long id, List<Long> rules) {
        jdbc.sql("UPDATE builds.delivery SET rules = ? WHERE id = ?")
                .params(rules.toArray(Long[]::new), id)
                .update();
    }

    /// @param before a number of a delivery; [Long#MAX_VALUE] for the newest
    List<Delivery> page(long triggerId, long before, int size) {
        return jdbc.sql(SHOWN + "AND d.id < :before ORDER BY d.id DESC LIMIT :size")
                .param("trigger", triggerId)
                .param("before", before)
                .param("size", size)
                .query((row, _) -> delivery(row))
                .list();
    }

    Optional<Delivery> find(long triggerId, long id) {
        return jdbc.sql(SHOWN + "AND d.id = :id")
                .param("trigger", triggerId)
                .param("id", id)
                .query((row, _) -> delivery(row))
                .optional();
    }

    byte[] body(long id) {
        return jdbc.sql("SELECT body FROM builds.delivery WHERE id = ?")
                .param(id)
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    List<RefChange> changes(long id) {
        return jdbc.sql("SELECT facts FROM builds.delivery WHERE id = ?")
                .param(id)
                .query((row, _) -> json.readValue(row.getString(1), CHANGES))
                .single();
    }

    int deleteOld(int most) {
        return jdbc.sql("""
                        DELETE FROM builds.delivery WHERE id IN (SELECT id FROM builds.delivery
                            WHERE received_at < now() - interval '90 days' ORDER BY received_at LIMIT ?)
                        """).param(most).update();
    }

    private Delivery delivery(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        Optional<String> kind = Optional.ofNullable(row.getString("ref_kind"));
        String name = row.getString("ref_name");
        return new Delivery(
                row.getLong("id"),
                row.getString("key"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("event"),
                Verdict.valueOf(row.getString("verdict")),
                reason.isEmpty() ? NoBuild.NONE : NoBuild.valueOf(reason),
                kind.map(it -> new SourceRef(SourceRef.Kind.valueOf(it), name)),
                Optional.ofNullable(row.getString("commit_id")),
                json.readValue(row.getString("headers"), HEADERS),
                Arrays.asList((Integer[]) row.getArray("builds").getArray()));
    }
}
