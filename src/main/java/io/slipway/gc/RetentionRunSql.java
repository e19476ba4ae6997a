package io.slipway.gc;

import io.slipway.oci.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RetentionRunSql {

    /// @param attempt from 1
    record Claim(long id, long repositoryId, long by, int attempt) {}

    private static final String LEASE = "interval '1 minute'";
    private static final int KEPT_DAYS = 90;

    private final JdbcClient jdbc;

    RetentionRunSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Where one waits already, that one is enough.
    void start(List<Long> repositories, long by) {
        jdbc.sql("""
                        INSERT INTO gc.retention_run (repository_id, started_by)
                        SELECT id, :by FROM unnest(:repositories) id ORDER BY id
                        ON CONFLICT (repository_id) WHERE state = 'WAITING' DO NOTHING
                        """)
                .param("by", by)
                .param("repositories", repositories.toArray(Long[]::new))
                .update();
    }

    Optional<RetentionRun> newest(long repositoryId) {
        return page(repositoryId, Long.MAX_VALUE, 1).stream().findFirst();
    }

    /// Takes one that is due, for a minute: when the process dies on the way, somebody else goes on.
    Optional<Claim> claim() {
        return jdbc.sql("""
                        UPDATE gc.retention_run SET due_at = now() + %s, attempts = attempts + 1
                        WHERE id = (
                            SELECT id FROM gc.retention_run WHERE state = 'WAITING' AND due_at <= now()
                            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, repository_id, started_by, attempts
                        """.formatted(LEASE))
                .query((row, _) -> new Claim(
                        row.getLong("id"),
                        row.getLong("repository_id"),
                        row.getLong("started_by"),
                        row.getInt("attempts")))
                .optional();
    }

    /// Keeps the run for another minute, and from everybody else until the transaction ends.
    ///
    /// @return whether it is still this one's
    boolean hold(Claim claim) {
        return jdbc.sql("""
                                UPDATE gc.retention_run SET due_at = now() + %s
                                WHERE id = :id AND attempts = :attempt AND state = 'WAITING'
                                """.formatted(LEASE))
                        .param("id", claim.id())
                        .param("attempt", claim.attempt())
                        .update()
                > 0;
    }

    /// After [#hold] in its transaction.
    void note(Claim claim, Map<String, Digest> gone) {
        jdbc.sql("""
                        WITH noted AS (
                            INSERT INTO gc.retention_tag (run_id, name, digest)
                            SELECT :id, given.name, given.digest
                            FROM unnest(CAST(:names AS text[]), CAST(:digests AS bytea[])) given (name, digest)
                            ON CONFLICT DO NOTHING)
                        UPDATE gc.retention_run SET gone = gone + :count WHERE id = :id
                        """)
                .param("count", gone.size())
                .param("id", claim.id())
                .param("names", gone.keySet().toArray(String[]::new))
                .param("digests", gone.values().stream().map(Digest::toBytes).toArray(byte[][]::new))
                .update();
    }

    void finish(Claim claim, RetentionRun.State state, long looked) {
        jdbc.sql("""
                        UPDATE gc.retention_run SET state = :state, finished_at = now(), looked_at = :looked
                        WHERE id = :id AND attempts = :attempt AND state = 'WAITING'
                        """)
                .param("state", state.name())
                .param("looked", looked)
                .param("id", claim.id())
                .param("attempt", claim.attempt())
                .update();
    }

    /// Tried again later.
    void postpone(Claim claim) {
        jdbc.sql("""
                        UPDATE gc.retention_run
                        SET due_at = now() + least(interval '10 seconds' * power(2, :attempt), interval '1 hour')
                        WHERE id = :id AND attempts = :attempt AND state = 'WAITING'
                        """).param("attempt", claim.attempt()).param("id", claim.id()).update();
    }

    /// The newest first.
    List<RetentionRun> page(long repositoryId, long before, int limit) {
        return jdbc.sql("""
                        SELECT r.id, r.state, r.created_at, r.finished_at, r.looked_at, r.gone,
                            (SELECT n.name FROM accounts.principal_name n WHERE n.principal_id = r.started_by) AS author
                        FROM gc.retention_run r WHERE r.repository_id = :repositoryId AND r.id < :before
                        ORDER BY r.id DESC LIMIT :limit
                        """)
                .param("repositoryId", repositoryId)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> run(row))
                .list();
    }

    /// By name, after `last`.
    List<GoneTag> gone(long repositoryId, long run, String last, int limit) {
        return jdbc.sql("""
                        SELECT t.name, t.digest FROM gc.retention_tag t
                        WHERE t.run_id = (SELECT id FROM gc.retention_run WHERE id = :run AND repository_id = :repositoryId)
                            AND t.name > :last
                        ORDER BY t.name LIMIT :limit
                        """)
                .param("run", run)
                .param("repositoryId", repositoryId)
                .param("last", last)
                .param("limit", limit)
                .query((row, _) -> new GoneTag(row.getString("name"), Digest.fromBytes(row.getBytes("digest"))))
                .list();
    }

    /// @return how many
    int forget(int limit) {
        return jdbc.sql("""
                        DELETE FROM gc.retention_run WHERE id = ANY (ARRAY(
                            SELECT id FROM gc.retention_run WHERE created_at < now() - make_interval(days => :days)
                            ORDER BY created_at LIMIT :limit))
                        """).param("days", KEPT_DAYS).param("limit", limit).update();
    }

    private static RetentionRun run(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new RetentionRun(
                row.getLong("id"),
                RetentionRun.State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getString("author")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(finished).map(OffsetDateTime::toInstant),
                new RetentionRun.Counts(row.getLong("looked_at"), row.getLong("gone")));
    }
}
