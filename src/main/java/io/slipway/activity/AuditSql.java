package io.slipway.activity;

import io.slipway.work.Event;
import io.slipway.work.RequestOrigin.Actor;
import io.slipway.work.Result;
import io.slipway.work.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class AuditSql {

    private static final String SELECT = """
            SELECT at, id, action, result, actor_id, actor, credential_id, namespace_id, repository_id, target,
                CAST(details AS text) AS details, address, client, request_id, times
            FROM activity.audit
            """;

    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder().build();
    private final JdbcClient jdbc;

    AuditSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(List<StoredEvent> events) {
        jdbc.sql("""
                        INSERT INTO activity.audit (at, action, result, actor_id, actor, credential_id, namespace_id,
                            repository_id, target, details, address, client, request_id, times)
                        SELECT at, action, result, actor_id,
                            -- a registry token does not say its holder's name
                            COALESCE(NULLIF(actor, ''), (
                                SELECT p.name FROM accounts.principal_name p WHERE p.principal_id = actor_id), ''),
                            credential_id, namespace_id, repository_id, target, CAST(details AS jsonb), address,
                            client, request_id, times
                        FROM unnest(CAST(:at AS timestamptz[]), :action, :result, :actorId, :actor,
                            :credentialId, :namespaceId,
                            :repositoryId, :target, :details, :address, :client, :requestId, :times)
                            WITH ORDINALITY e
                            (at, action, result, actor_id, actor, credential_id, namespace_id, repository_id, target,
                            details, address, client, request_id, times, place)
                        ORDER BY place
                        """)
                .param("at", texts(events, event -> event.at().toString()))
                .param("action", texts(events, event -> event.event().action()))
                .param("result", texts(events, event -> event.event().result().name()))
                .param("actorId", ids(events, event -> event.actor().map(Actor::principalId)))
                .param(
                        "actor",
                        texts(
                                events,
                                event -> event.event().actor().map(Actor::name).orElse("")))
                .param("credentialId", ids(events, event -> event.actor().flatMap(Actor::credentialId)))
                .param("namespaceId", ids(events, Event::namespaceId))
                .param("repositoryId", ids(events, Event::repositoryId))
                .param("target", texts(events, event -> event.event().target()))
                .param(
                        "details",
                        texts(
                                events,
                                event -> json.writeValueAsString(event.event().details())))
                .param("address", texts(events, event -> event.body().address()))
                .param("client", texts(events, event -> event.body().client()))
                .param("requestId", texts(events, event -> event.body().requestId()))
                .param("times", column(events, StoredEvent::times, new Long[0]))
                .update();
    }

    /// Newest first, before this position.
    List<AuditEntry> page(AuditFilter filter, Optional<AuditPosition> before, int size) {
        Map<String, Object> parameters = new HashMap<>();
        String conditions = AuditConditions.of(filter, before, parameters);
        parameters.put("size", size);
        return jdbc.sql(SELECT + "WHERE " + conditions + " ORDER BY at DESC, id DESC LIMIT :size")
                .params(parameters)
                .query((row, _) -> entry(row))
                .list();
    }

    /// The names of the months that are new.
    List<String> makeMonths(int ahead) {
        return jdbc.sql("SELECT * FROM activity.make_audit_months(:ahead)")
                .param("ahead", ahead)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// The names of the months that went.
    List<String> dropMonths(Duration age) {
        return jdbc.sql("SELECT * FROM activity.drop_audit_months(make_interval(secs => :age))")
                .param("age", (double) age.toSeconds())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                new AuditPosition(row.getObject("at", OffsetDateTime.class).toInstant(), row.getLong("id")),
                row.getString("action"),
                Result.valueOf(row.getString("result")),
                id(row, "actor_id"),
                row.getString("actor"),
                id(row, "credential_id"),
                id(row, "namespace_id"),
                id(row, "repository_id"),
                row.getString("target"),
                json.readValue(row.getString("details"), DETAILS),
                row.getString("address"),
                row.getString("client"),
                row.getString("request_id"),
                row.getLong("times"));
    }

    private static Optional<Long> id(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class));
    }

    private static String[] texts(List<StoredEvent> events, Function<StoredEvent, String> value) {
        return column(events, value, new String[0]);
    }

    private static @Nullable Long[] ids(List<StoredEvent> events, Function<Event, Optional<Long>> value) {
        @Nullable Long[] ids = new Long[events.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = value.apply(events.get(i).event()).orElse(null);
        }
        return ids;
    }

    private static <T> T[] column(List<StoredEvent> events, Function<StoredEvent, T> value, T[] empty) {
        return events.stream().map(value).toList().toArray(empty);
    }
}
