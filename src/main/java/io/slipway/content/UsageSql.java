package io.slipway.content;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class UsageSql {

    record Measured(LocalDate day, RepositorySize size) {}

    private final JdbcClient jdbc;

    UsageSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<LocalDate, Long> pulls(long repositoryId, LocalDate first) {
        Map<LocalDate, Long> pulls = new HashMap<>();
        jdbc.sql("""
                        SELECT CAST(hour AT TIME ZONE 'UTC' AS date) AS day, sum(pulls) AS pulls
                        FROM content.repository_usage
                        WHERE repository_id = :id AND hour >= CAST(:first AS timestamp) AT TIME ZONE 'UTC'
                        GROUP BY day
                        """).param("id", repositoryId).param("first", first).query(row -> {
            pulls.put(row.getObject("day", LocalDate.class), row.getLong("pulls"));
        });
        return pulls;
    }

    /// From the last one before the first day on, the oldest first.
    List<Measured> sizes(long repositoryId, LocalDate first) {
        return jdbc.sql("""
                        SELECT day, bytes, shared FROM content.repository_size_day
                        WHERE repository_id = :id AND day >= COALESCE(
                            (SELECT max(day) FROM content.repository_size_day
                            WHERE repository_id = :id AND day <= :first), :first)
                        ORDER BY day
                        """)
                .param("id", repositoryId)
                .param("first", first)
                .query((row, _) -> new Measured(
                        row.getObject("day", LocalDate.class),
                        new RepositorySize(row.getLong("bytes"), row.getLong("shared"))))
                .list();
    }

    Optional<RepositorySize> size(long repositoryId) {
        return jdbc.sql("SELECT bytes, shared FROM content.repository_size WHERE repository_id = ?")
                .param(repositoryId)
                .query((row, _) -> new RepositorySize(row.getLong("bytes"), row.getLong("shared")))
                .optional();
    }
}
