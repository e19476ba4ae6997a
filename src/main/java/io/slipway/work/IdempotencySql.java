package io.slipway.work;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class IdempotencySql {

    private static final String OLD = "created_at < now() - INTERVAL '24 hours'";

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Row(byte[] request, byte @Nullable [] answer) {}

    private final JdbcClient jdbc;

    IdempotencySql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of several at once one gets it.
    boolean claim(byte[] id, UUID holder, byte[] request) {
        return jdbc.sql("""
                        INSERT INTO work.idempotency AS i (id, holder, request, held_until)
                        VALUES (:id, :holder, :request, now() + INTERVAL '5 minutes')
                        ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, request = excluded.request,
                            answer = NULL, held_until = excluded.held_until, created_at = now()
                        WHERE (i.answer IS NULL AND i.held_until < now()) OR i.
                        """.strip() + OLD)
                        .param("id", id)
                        .param("holder", holder)
                        .param("request", request)
                        .update()
                > 0;
    }

    Optional<Row> find(byte[] id) {
        return jdbc.sql("SELECT request, answer FROM work.idempotency WHERE id = ?")
                .param(id)
                .query((row, _) -> new Row(row.getBytes(1), row.getBytes(2)))
                .optional();
    }

    void keep(byte[] id, UUID holder, byte[] answer) {
        jdbc.sql("UPDATE work.idempotency SET answer = ? WHERE id = ? AND holder = ?")
                .params(answer, id, holder)
                .update();
    }

    void release(byte[] id, UUID holder) {
        jdbc.sql("DELETE FROM work.idempotency WHERE id = ? AND holder = ? AND answer IS NULL")
                .params(id, holder)
                .update();
    }

    int deleteOld() {
        return jdbc.sql("DELETE FROM work.idempotency WHERE " + OLD).update();
    }
}
