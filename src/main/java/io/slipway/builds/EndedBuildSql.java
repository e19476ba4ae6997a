package io.slipway.builds;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class EndedBuildSql {

    record Ended(long repositoryId, int number, String state, String reason) {}

    record Paused(long id, long repositoryId, int failures) {}

    private final JdbcClient jdbc;

    EndedBuildSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Those of which nobody was told, as far as a worker had them; they count as told now.
    List<Ended> takeEnded(int limit) {
        return jdbc.sql("""
                        WITH next AS (
                            SELECT id FROM builds.build WHERE finished_at IS NOT NULL AND NOT end_told
                            ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED),
                        told AS (
                            UPDATE builds.build b SET end_told = true FROM next WHERE b.id = next.id RETURNING b.*)
                        SELECT repository_id, number, state, reason FROM told WHERE started_at IS NOT NULL ORDER BY id
                        """)
                .param(limit)
                .query((row, _) -> new Ended(row.getLong(1), row.getInt(2), row.getString(3), row.getString(4)))
                .list();
    }

    /// The same for triggers that rest after failures.
    List<Paused> takePaused(int limit) {
        return jdbc.sql("""
                        WITH next AS (
                            SELECT id FROM builds.trigger WHERE paused_at IS NOT NULL AND NOT pause_told
                            ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
                        UPDATE builds.trigger t SET pause_told = true FROM next WHERE t.id = next.id
                        RETURNING t.id, t.repository_id, t.failures
                        """)
                .param(limit)
                .query((row, _) -> new Paused(row.getLong(1), row.getLong(2), row.getInt(3)))
                .list();
    }
}
