package io.slipway.work;

import io.slipway.work.Operation.Progress;
import io.slipway.work.Operation.State;
import io.slipway.work.Operation.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Component
class OperationSql {

    /// Whose, and in which state.
    record Filter(String condition, long owner) {

        static final Filter ALL = new Filter("true", 0);

        static Filter of(long owner) {
            return new Filter("owner_id = :owner", owner);
        }

        static Filter unfinished(long owner) {
            return new Filter("owner_id = :owner AND finished_at IS NULL", owner);
        }
    }

    /// Somebody's turn at an operation.
    ///
    /// @param number tells it from later ones
    record Claim(UUID id, String kind, int number) {}

    private static final String COLUMNS = """
            id, kind, subject, owner_id, state, phase, done, total, CAST(data AS text) AS data,
            CAST(result AS text) AS result, problem, cancel_asked, created_at, started_at, finished_at
            """;

    private static final String MINE = " WHERE id = :id AND claims = :claim AND finished_at IS NULL ";

    private final JsonMapper json = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    OperationSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Operation insert(UUID id, String kind, String subject, Optional<Long> owner, JsonNode data) {
        return jdbc.sql("INSERT INTO work.operation (id, kind, subject, owner_id, data)"
                        + " VALUES (:id, :kind, :subject, :owner, CAST(:data AS jsonb)) RETURNING " + COLUMNS)
                .param("id", id)
                .param("kind", kind)
                .param("subject", subject)
                .param("owner", owner.orElse(null))
                .param("data", json.writeValueAsString(data))
                .query(this::operation)
                .single();
    }

    Optional<Operation> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + "FROM work.operation WHERE id = ?")
                .param(id)
                .query(this::operation)
                .optional();
    }

    List<Operation> page(Filter filter, OperationPosition last, int size) {
        return jdbc.sql("SELECT " + COLUMNS + "FROM work.operation WHERE " + filter.condition()
                        + " AND (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :size")
                .param("owner", filter.owner())
                .param("at", last.created().atOffset(ZoneOffset.UTC))
                .param("id", last.id())
                .param("size", size)
                .query(this::operation)
                .list();
    }

    boolean cancel(UUID id) {
        return jdbc.sql("""
                        UPDATE work.operation SET cancel_asked = true, lease_until = CASE
                            WHEN state = 'QUEUED' THEN now() ELSE lease_until END
                        WHERE id = ? AND finished_at IS NULL
                        """).param(id).update() > 0;
    }

    /// The one that waited longest and that nobody has, with a lease.
    Optional<Claim> claim(Collection<String> kinds, String node, int leaseSeconds) {
        return jdbc.sql("""
                        UPDATE work.operation SET state = 'RUNNING', node = :node, claims = claims + 1,
                            lease_until = now() + make_interval(secs => :lease),
                            started_at = COALESCE(started_at, now())
                        WHERE id = (
                            SELECT id FROM work.operation
                            WHERE finished_at IS NULL AND lease_until <= now() AND kind = ANY (:kinds)
                            ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, kind, claims
                        """)
                .param("node", node)
                .param("lease", leaseSeconds)
                .param("kinds", kinds.toArray(String[]::new))
                .query((row, _) ->
                        new Claim(row.getObject("id", UUID.class), row.getString("kind"), row.getInt("claims")))
                .optional();
    }

    /// Held until the end of the transaction; false while somebody whose lease is over still makes a step.
    boolean tryLock(UUID id) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('work.operation ' || :id, 0))")
                .param("id", id.toString())
                .query(Boolean.class)
                .single();
    }

    /// As it is, if the turn is not over.
    Optional<Operation> find(Claim claim) {
        return jdbc.sql("SELECT " + COLUMNS + "FROM work.operation" + MINE)
                .param("id", claim.id())
                .param("claim", claim.number())
                .query(this::operation)
                .optional();
    }

    int proceed(Claim claim, OperationStep step, int leaseSeconds) {
        return jdbc.sql("UPDATE work.operation SET phase = :phase, done = :done, total = :total, failures = 0,"
                        + " data = CAST(:data AS jsonb), lease_until = now() + make_interval(secs => :lease)" + MINE)
                .param("phase", step.phase())
                .param("done", step.done())
                .param("total", step.total())
                .param("data", json.writeValueAsString(step.outcome()))
                .param("lease", leaseSeconds)
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
    }

    int finish(Claim claim, OperationStep step) {
        return jdbc.sql("UPDATE work.operation SET state = 'DONE', finished_at = now(), phase = '', done = :done,"
                        + " total = :total, result = CAST(:result AS jsonb)" + MINE)
                .param("done", step.done())
                .param("total", step.total())
                .param("result", json.writeValueAsString(step.outcome()))
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
    }

    void endCancelled(Claim claim) {
        jdbc.sql("UPDATE work.operation SET state = 'CANCELLED', finished_at = now()" + MINE)
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
    }

    void fail(Claim claim, String sentence) {
        jdbc.sql("UPDATE work.operation SET state = 'FAILED', finished_at = now(), problem = :problem" + MINE)
                .param("problem", sentence)
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
    }

    /// Waits longer after each failure.
    ///
    /// @return how often it failed in a row; 0 when the turn is over
    int postpone(Claim claim) {
        return jdbc.sql("UPDATE work.operation SET failures = failures + 1,"
                        + " lease_until = now() + interval '1 second' * power(2, least(failures, 8))" + MINE
                        + "RETURNING failures")
                .param("id", claim.id())
                .param("claim", claim.number())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /// Others that wait are before it now.
    void release(Claim claim) {
        jdbc.sql("UPDATE work.operation SET lease_until = now()" + MINE)
                .param("id", claim.id())
                .param("claim", claim.number())
                .update();
    }

    int forget(int days) {
        return jdbc.sql("DELETE FROM work.operation WHERE finished_at < now() - make_interval(days => ?)")
                .param(days)
                .update();
    }

    private Operation operation(ResultSet row, int number) throws SQLException {
        return new Operation(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("subject"),
                Optional.ofNullable(row.getObject("owner_id", Long.class)),
                State.valueOf(row.getString("state")),
                new Progress(
                        row.getString("phase"),
                        row.getLong("done"),
                        row.getLong("total"),
                        row.getBoolean("cancel_asked")),
                json.readTree(row.getString("data")),
                json.readTree(row.getString("result")),
                Optional.ofNullable(row.getString("problem")),
                new Times(time(row, "created_at").orElseThrow(), time(row, "started_at"), time(row, "finished_at")));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
