package io.slipway.content;

import java.sql.Connection;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

@Component
class StoreSql {

    private final JdbcClient jdbc;

    StoreSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In a transaction that somebody else began.
    static StoreSql within(Connection connection) {
        return new StoreSql(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
    }

    /// The store that this database knows under the id; the first one that comes is the one.
    UUID remember(short id, UUID identity) {
        jdbc.sql("INSERT INTO content.store (id, identity) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(id, identity)
                .update();
        return jdbc.sql("SELECT identity FROM content.store WHERE id = ?")
                .param(id)
                .query(UUID.class)
                .single();
    }

    /// Whether blobs lie in a store that this database knows besides.
    boolean isUsedBesides(Short[] ids) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM (SELECT id FROM content.store WHERE NOT id = ANY (:ids)) other
                            JOIN LATERAL (SELECT FROM content.blob WHERE store = other.id LIMIT 1) used ON true)
                        """).param("ids", ids).query(Boolean.class).single();
    }

    /// @param generation that was begun
    /// @param marked     that the store's marker is known to have
    record Known(UUID identity, long generation, long marked) {}

    Known get(short id) {
        return jdbc.sql("SELECT identity, generation, marked FROM content.store WHERE id = ?")
                .param(id)
                .query((row, _) -> new Known(
                        row.getObject("identity", UUID.class), row.getLong("generation"), row.getLong("marked")))
                .single();
    }

    /// Begins a generation; empty when the last one is younger than a day.
    Optional<Long> raise(short id) {
        return jdbc.sql("""
                        UPDATE content.store SET generation = generation + 1, raised_at = now()
                        WHERE id = ? AND raised_at < now() - INTERVAL '1 day' RETURNING generation
                        """).param(id).query(Long.class).optional();
    }

    long raiseBeyond(short id, long generation) {
        return jdbc.sql("""
                        UPDATE content.store SET generation = greatest(generation, :generation) + 1, raised_at = now()
                        WHERE id = :id RETURNING generation
                        """)
                .param("id", id)
                .param("generation", generation)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Older than any marker says.
    void doubtAll() {
        jdbc.sql("UPDATE content.store SET generation = -1, marked = -1").update();
    }

    void marked(short id, long generation) {
        jdbc.sql("UPDATE content.store SET marked = greatest(marked, ?) WHERE id = ?")
                .params(generation, id)
                .update();
    }
}
