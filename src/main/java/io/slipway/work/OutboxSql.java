package io.slipway.work;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class OutboxSql {

    private static final String READ =
            "SELECT id, at, CAST(body AS text) AS body FROM work.outbox WHERE reader = :reader ";

    /// Not the one of the edges: what lies in the outbox must not change with their settings.
    private final JsonMapper json = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    OutboxSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One row for each reader and event.
    ///
    /// @param ages how long ago each event was, in seconds
    void insert(Collection<String> readers, List<StoredEvent.Body> bodies, List<Double> ages) {
        jdbc.sql("""
                        INSERT INTO work.outbox (reader, body, at)
                        SELECT r.reader, CAST(e.body AS jsonb), now() - make_interval(secs => e.age)
                        FROM unnest(:bodies, :ages) WITH ORDINALITY e (body, age, place)
                        CROSS JOIN unnest(:readers) r (reader)
                        ORDER BY e.place
                        """)
                .param("readers", readers.toArray(String[]::new))
                .param("bodies", bodies.stream().map(json::writeValueAsString).toArray(String[]::new))
                .param("ages", ages.toArray(Double[]::new))
                .update();
    }

    /// Held until the end of the transaction; false when another one reads.
    boolean tryLock(String reader) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtextextended('work.outbox ' || :reader, 0))")
                .param("reader", reader)
                .query(Boolean.class)
                .single();
    }

    /// @param without ids that are left out
    List<StoredEvent> page(String reader, Collection<Long> without, int size) {
        return jdbc.sql(READ + "AND id <> ALL(:without) ORDER BY id LIMIT :size")
                .param("reader", reader)
                .param("without", without.toArray(Long[]::new))
                .param("size", size)
                .query(this::event)
                .list();
    }

    Optional<StoredEvent> find(String reader, long id) {
        return jdbc.sql(READ + "AND id = :id")
                .param("reader", reader)
                .param("id", id)
                .query(this::event)
                .optional();
    }

    void delete(List<Long> ids) {
        jdbc.sql("DELETE FROM work.outbox WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    /// Kept under a name that nobody reads.
    void setAside(long id) {
        jdbc.sql("UPDATE work.outbox SET reader = reader || '!' WHERE id = :id")
                .param("id", id)
                .update();
    }

    /// Gives what was set aside back to its reader.
    int takeUp(String reader) {
        return jdbc.sql("UPDATE work.outbox SET reader = :reader WHERE reader = :reader || '!'")
                .param("reader", reader)
                .update();
    }

    /// What belongs to readers that settings left out since; never what was set aside.
    int forget(Collection<String> readers, int days) {
        return jdbc.sql("""
                        DELETE FROM work.outbox
                        WHERE reader <> ALL(:readers) AND reader NOT LIKE '%!'
                            AND at < now() - make_interval(days => :days)
                        """)
                .param("readers", readers.toArray(String[]::new))
                .param("days", days)
                .update();
    }

    private StoredEvent event(ResultSet row, int number) throws SQLException {
        return new StoredEvent(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                json.readValue(row.getString("body"), StoredEvent.Body.class));
    }
}
