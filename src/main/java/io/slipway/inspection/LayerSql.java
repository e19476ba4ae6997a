package io.slipway.inspection;

import io.slipway.inspection.LayerState.State;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which layers are read.
@Component
class LayerSql {

    private static final int QUEUE = 1_000;

    private final JdbcClient jdbc;

    LayerSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param stale what could not be had an hour ago, and what nobody looked at today
    record Row(LayerState state, boolean stale) {}

    Map<Digest, Row> find(Collection<Digest> digests) {
        Map<Digest, Row> rows = new HashMap<>();
        jdbc.sql("""
                        SELECT l.*, l.looked_at < now() - interval '1 day'
                            OR l.failure = 'UNREADABLE' AND l.asked_at < now() - interval '1 hour' AS stale
                        FROM unnest(CAST(:digests AS bytea[])) wanted
                        CROSS JOIN LATERAL (SELECT * FROM inspection.layer WHERE digest = wanted OFFSET 0) l
                        """).param("digests", keys(digests)).query(row -> {
            Digest digest = Digest.fromBytes(row.getBytes("digest"));
            State state = switch (row.getString("state")) {
                case "READ" -> State.READ;
                case "FAILED" -> State.FAILED;
                default -> State.READING;
            };
            LayerState found = new LayerState(
                    0,
                    digest,
                    row.getLong("id"),
                    state,
                    Optional.ofNullable(row.getString("failure")).map(LayerFailure::valueOf),
                    row.getInt("entries"),
                    row.getInt("refused"));
            rows.put(digest, new Row(found, row.getBoolean("stale")));
        });
        return rows;
    }

    /// As long as the queue is not full. What somebody wants again is kept, and tried again where it could not be had.
    void ask(RepositoryName repository, Collection<Digest> digests) {
        jdbc.sql("""
                        INSERT INTO inspection.layer AS l (digest, repository)
                        SELECT wanted, :repository FROM unnest(CAST(:digests AS bytea[])) wanted
                        WHERE (SELECT count(*) FROM (
                            SELECT FROM inspection.layer WHERE state = 'WAITING' LIMIT :queue) waiting) < :queue
                        ON CONFLICT (digest) DO UPDATE SET
                            looked_at = now(), asked_at = now(),
                            repository = CASE WHEN l.failure = 'UNREADABLE' THEN excluded.repository
                                ELSE l.repository END,
                            state = CASE WHEN l.failure = 'UNREADABLE' THEN 'WAITING' ELSE l.state END,
                            attempts = CASE WHEN l.failure = 'UNREADABLE' THEN 0 ELSE l.attempts END,
                            due_at = CASE WHEN l.failure = 'UNREADABLE' THEN now() ELSE l.due_at END,
                            failure = NULLIF(l.failure, 'UNREADABLE')
                        """)
                .param("repository", repository.value())
                .param("digests", keys(digests))
                .param("queue", QUEUE)
                .update();
    }

    private static byte[][] keys(Collection<Digest> digests) {
        return digests.stream().map(Digest::toBytes).toArray(byte[][]::new);
    }
}
