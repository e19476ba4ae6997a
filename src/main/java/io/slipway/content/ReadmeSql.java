package io.slipway.content;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ReadmeSql {

    private final JdbcClient jdbc;

    ReadmeSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Readme> find(long repositoryId) {
        return jdbc.sql("SELECT text, changed_at FROM content.readme WHERE repository_id = ?")
                .param(repositoryId)
                .query((row, _) -> new Readme(
                        row.getString(1),
                        Optional.of(row.getObject(2, OffsetDateTime.class).toInstant())))
                .optional();
    }

    void write(long repositoryId, String text) {
        jdbc.sql("""
                        INSERT INTO content.readme (repository_id, text) VALUES (:id, :text)
                        ON CONFLICT (repository_id) DO UPDATE SET text = excluded.text, changed_at = now()
                        """).param("id", repositoryId).param("text", text).update();
    }

    void delete(long repositoryId) {
        jdbc.sql("DELETE FROM content.readme WHERE repository_id = ?")
                .param(repositoryId)
                .update();
    }
}
