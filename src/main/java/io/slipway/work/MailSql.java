package io.slipway.work;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class MailSql {

    /// @param attempts with the one that is to be made now
    record Row(UUID id, byte[] sealed, int attempts) {}

    private final JdbcClient jdbc;

    MailSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID id, byte[] sealed) {
        jdbc.sql("INSERT INTO work.mail (id, sealed) VALUES (:id, :sealed)")
                .param("id", id)
                .param("sealed", sealed)
                .update();
    }

    /// Takes mails that are due, for this attempt only: when the process dies on the way, another try follows.
    List<Row> claim(int size) {
        return jdbc.sql("""
                        UPDATE work.mail SET
                            attempts = attempts + 1,
                            due_at = now() + least(interval '1 minute' * power(2, attempts), interval '1 hour')
                        WHERE id IN (
                            SELECT id FROM work.mail WHERE due_at <= now()
                            ORDER BY due_at LIMIT :size FOR UPDATE SKIP LOCKED)
                        RETURNING id, sealed, attempts
                        """)
                .param("size", size)
                .query((row, _) ->
                        new Row(row.getObject("id", UUID.class), row.getBytes("sealed"), row.getInt("attempts")))
                .list();
    }

    void delete(UUID id) {
        jdbc.sql("DELETE FROM work.mail WHERE id = :id").param("id", id).update();
    }
}
