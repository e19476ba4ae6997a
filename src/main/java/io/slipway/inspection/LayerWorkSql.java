package io.slipway.inspection;

import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The queue of layers to be read, and the rows of those that are.
@Component
class LayerWorkSql {

    /// @param attempts with the one that is to be made now; tells this claim from later ones
    record Claim(long layerId, Digest digest, RepositoryName repository, int attempts) {}

    private static final String HELD = """
            WITH held AS (
                SELECT id FROM inspection.layer WHERE id = :id AND attempts = :attempts AND state = 'WAITING' FOR SHARE)
            """;

    private final JdbcClient jdbc;

    LayerWorkSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// For longer than a layer may take; when the process dies on the way, another try follows.
    Optional<Claim> claim() {
        return jdbc.sql("""
                        UPDATE inspection.layer
                        SET attempts = attempts + 1, due_at = now() + interval '15 minutes'
                        WHERE id = (
                            SELECT id FROM inspection.layer WHERE state = 'WAITING' AND due_at <= now()
                            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, digest, repository, attempts
                        """)
                .query((row, _) -> new Claim(
                        row.getLong("id"),
                        Digest.fromBytes(row.getBytes("digest")),
                        new RepositoryName(row.getString("repository")),
                        row.getInt("attempts")))
                .optional();
    }

    /// Of an earlier attempt.
    void clear(long layerId) {
        jdbc.sql("DELETE FROM inspection.entry WHERE layer_id = ?")
                .param(layerId)
                .update();
    }

    /// What is said of one path twice is put together as [LayerEntry#then] does.
    ///
    /// @param entries no path twice
    /// @return false where the claim is another's now
    boolean add(Claim claim, Collection<LayerEntry> entries) {
        return jdbc.sql(HELD + """
                        INSERT INTO inspection.entry AS e (layer_id, folder, name, parent, kind, opaque, listed, size,
                            mode, uid, gid, modified, target, position, checksum)
                        SELECT held.id, given.* FROM held, unnest(CAST(:folders AS bytea[]), CAST(:names AS text[]),
                            CAST(:parents AS text[]), CAST(:kinds AS text[]), CAST(:opaque AS boolean[]),
                            CAST(:listed AS boolean[]), CAST(:sizes AS bigint[]), CAST(:modes AS integer[]),
                            CAST(:uids AS bigint[]), CAST(:gids AS bigint[]), CAST(:modified AS timestamptz[]),
                            CAST(:targets AS text[]), CAST(:positions AS bigint[]), CAST(:checksums AS bigint[])) AS given
                        ON CONFLICT (layer_id, folder, name) DO UPDATE SET
                            (kind, listed, size, mode, uid, gid, modified, target, position, checksum) = (
                                SELECT excluded.kind, excluded.listed, excluded.size, excluded.mode, excluded.uid,
                                    excluded.gid, excluded.modified, excluded.target, excluded.position, excluded.checksum
                                WHERE excluded.listed OR e.kind = 'WHITEOUT'
                                UNION ALL
                                SELECT e.kind, e.listed, e.size, e.mode, e.uid, e.gid, e.modified, e.target, e.position,
                                    e.checksum
                                WHERE NOT (excluded.listed OR e.kind = 'WHITEOUT')),
                            opaque = e.opaque OR excluded.opaque OR e.kind = 'WHITEOUT' OR excluded.kind = 'WHITEOUT'
                        """)
                        .param("id", claim.layerId())
                        .param("attempts", claim.attempts())
                        .param("folders", all(entries, it -> it.path().folder(), byte[][]::new))
                        .param("names", all(entries, it -> it.path().name(), String[]::new))
                        .param("parents", all(entries, it -> it.path().parent(), String[]::new))
                        .param("kinds", all(entries, it -> it.kind().name(), String[]::new))
                        .param("opaque", all(entries, LayerEntry::opaque, Boolean[]::new))
                        .param("listed", all(entries, LayerEntry::listed, Boolean[]::new))
                        .param("sizes", all(entries, it -> it.facts().size(), Long[]::new))
                        .param("modes", all(entries, it -> it.facts().mode(), Integer[]::new))
                        .param("uids", all(entries, it -> it.facts().uid(), Long[]::new))
                        .param("gids", all(entries, it -> it.facts().gid(), Long[]::new))
                        .param("modified", all(entries, LayerWorkSql::modified, String[]::new))
                        .param("targets", all(entries, LayerEntry::target, String[]::new))
                        .param("positions", all(entries, it -> number(it.position()), Long[]::new))
                        .param("checksums", all(entries, it -> number(it.checksum()), Long[]::new))
                        .update()
                == entries.size();
    }

    void finish(Claim claim, LayerReader.Result result) {
        // what was added up while this layer could not be had
        jdbc.sql("DELETE FROM inspection.image WHERE layers @> ARRAY[CAST(? AS bigint)] AND state <> 'WAITING'")
                .param(claim.layerId())
                .update();
        jdbc.sql("DELETE FROM inspection.comparison WHERE layers @> ARRAY[CAST(? AS bigint)] AND state <> 'WAITING'")
                .param(claim.layerId())
                .update();
        jdbc.sql("""
                        UPDATE inspection.layer SET state = 'READ', refused = :refused, bytes = :bytes,
                            entries = (SELECT count(*) FROM inspection.entry WHERE layer_id = :id AND name <> '')
                        WHERE id = :id AND attempts = :attempts AND state = 'WAITING'
                        """)
                .param("refused", result.refused())
                .param("bytes", result.bytes())
                .param("id", claim.layerId())
                .param("attempts", claim.attempts())
                .update();
    }

    void fail(Claim claim, LayerFailure failure) {
        jdbc.sql("""
                        UPDATE inspection.layer SET state = 'FAILED', failure = :failure
                        WHERE id = :id AND attempts = :attempts AND state = 'WAITING'
                        """)
                .param("failure", failure.name())
                .param("id", claim.layerId())
                .param("attempts", claim.attempts())
                .update();
    }

    /// Later attempts wait longer.
    void postpone(Claim claim) {
        jdbc.sql("""
                        UPDATE inspection.layer SET due_at = now() + interval '5 seconds' * power(4, attempts)
                        WHERE id = :id AND attempts = :attempts AND state = 'WAITING'
                        """)
                .param("id", claim.layerId())
                .param("attempts", claim.attempts())
                .update();
    }

    /// What nobody looked at for a month, some at a time, and what is known of images that have it.
    void forget() {
        jdbc.sql("""
                        WITH gone AS (
                            DELETE FROM inspection.layer WHERE id = ANY (ARRAY(
                                SELECT id FROM inspection.layer WHERE looked_at < now() - interval '30 days'
                                ORDER BY looked_at LIMIT 20 FOR UPDATE SKIP LOCKED))
                            RETURNING id),
                        images AS (DELETE FROM inspection.image WHERE layers && (SELECT array_agg(id) FROM gone))
                        DELETE FROM inspection.comparison WHERE layers && (SELECT array_agg(id) FROM gone)
                        """).update();
    }

    private static @Nullable String modified(LayerEntry entry) {
        return entry.facts().modified().map(Instant::toString).orElse(null);
    }

    private static @Nullable Long number(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static <T extends @Nullable Object> T[] all(
            Collection<LayerEntry> entries, Function<LayerEntry, T> value, IntFunction<T[]> array) {
        return entries.stream().map(value).toArray(array);
    }
}
