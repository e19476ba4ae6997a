package io.slipway.inspection;

import io.slipway.inspection.FileDifference.Change;
import io.slipway.inspection.FileDifferences.Sum;
import io.slipway.inspection.LayerEntry.Facts;
import io.slipway.inspection.ListedFile.Owner;
import io.slipway.inspection.TreeDifference.Item;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The queue of images to be compared, and what that needs of them.
@Component
class ComparisonWorkSql {

    /// @param attempts with the one that is to be made now; tells this claim from later ones
    /// @param entries  of all layers
    record Claim(long id, Long[] layers, int split, int attempts, long entries) {}

    private static final int FETCH = 1_000;

    private final JdbcClient jdbc;

    ComparisonWorkSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One whose layers are read.
    Optional<Claim> claim() {
        return jdbc.sql("""
                        UPDATE inspection.comparison c
                        SET attempts = attempts + 1, due_at = now() + interval '15 minutes'
                        WHERE id = (
                            SELECT id FROM inspection.comparison w WHERE state = 'WAITING' AND due_at <= now()
                                AND NOT EXISTS (SELECT FROM unnest(w.layers) AS part
                                    CROSS JOIN LATERAL (
                                        SELECT state FROM inspection.layer WHERE id = part OFFSET 0) y
                                    WHERE y.state = 'WAITING')
                            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, layers, split, attempts, (
                            SELECT COALESCE(sum(y.entries), 0) FROM unnest(c.layers) AS part
                            CROSS JOIN LATERAL (
                                SELECT entries FROM inspection.layer WHERE id = part OFFSET 0) y) AS entries
                        """)
                .query((row, _) -> new Claim(
                        row.getLong("id"),
                        (Long[]) row.getArray("layers").getArray(),
                        row.getInt("split"),
                        row.getInt("attempts"),
                        row.getLong("entries")))
                .optional();
    }

    /// All paths of both, as [TreeDifference] wants them; inside of a transaction some at a time.
    void walk(Claim claim, Consumer<Item> items) {
        // a slash comes before all that can be in a name: what lies below a path follows it at once
        jdbc.sql("""
                        SELECT e.*, l.nth > :split AS second, l.nth - 1 AS place
                        FROM unnest(CAST(:layers AS bigint[])) WITH ORDINALITY AS l (id, nth)
                        JOIN inspection.layer y ON y.id = l.id AND y.state = 'READ'
                        CROSS JOIN LATERAL (
                            SELECT CASE WHEN parent = '' THEN name ELSE parent || '/' || name END AS path, *
                            FROM inspection.entry WHERE layer_id = l.id OFFSET 0) e
                        ORDER BY replace(replace(replace(e.path, E'\\x02', E'\\x02\\x03'), E'\\x01', E'\\x02\\x02'),
                            '/', E'\\x01') COLLATE "C", l.nth > :split, l.nth DESC
                        """)
                .param("layers", claim.layers())
                .param("split", claim.split())
                .withFetchSize(FETCH)
                .query(row -> {
                    items.accept(item(row));
                });
    }

    private static Item item(ResultSet row) throws SQLException {
        Owner owner = new Owner(row.getInt("mode"), row.getLong("uid"), row.getLong("gid"));
        long checksum = row.getLong("checksum");
        boolean none = row.wasNull();
        return new Item(
                row.getBoolean("second") ? 1 : 0,
                row.getLong("layer_id"),
                row.getInt("place"),
                row.getString("path"),
                EntryKind.valueOf(row.getString("kind")),
                row.getBoolean("opaque"),
                row.getBoolean("listed"),
                new Facts(row.getLong("size"), owner.mode(), owner.uid(), owner.gid(), FileSql.modified(row)),
                row.getString("target"),
                none ? OptionalLong.empty() : OptionalLong.of(checksum));
    }

    void clear(Claim claim) {
        jdbc.sql("DELETE FROM inspection.comparison_file WHERE comparison_id = ?")
                .param(claim.id())
                .update();
        jdbc.sql("DELETE FROM inspection.comparison_sum WHERE comparison_id = ?")
                .param(claim.id())
                .update();
    }

    void add(Claim claim, List<FileDifference> files) {
        jdbc.sql("""
                        INSERT INTO inspection.comparison_file (
                            comparison_id, nth, path, change, kind, aspects, size_before, size_after)
                        SELECT :id, given.nth, given.path, given.change, given.kind,
                            string_to_array(given.aspects, ','), given.before, given.after
                        FROM unnest(CAST(:nth AS integer[]), CAST(:paths AS text[]), CAST(:changes AS text[]),
                            CAST(:kinds AS text[]), CAST(:aspects AS text[]), CAST(:before AS bigint[]),
                            CAST(:after AS bigint[])) AS given (nth, path, change, kind, aspects, before, after)
                        """)
                .param("id", claim.id())
                .param("nth", files.stream().map(FileDifference::nth).toArray(Integer[]::new))
                .param("paths", files.stream().map(FileDifference::path).toArray(String[]::new))
                .param("changes", files.stream().map(it -> it.change().name()).toArray(String[]::new))
                .param("kinds", files.stream().map(it -> it.kind().name()).toArray(String[]::new))
                .param("aspects", files.stream().map(ComparisonWorkSql::aspects).toArray(String[]::new))
                .param("before", files.stream().map(it -> size(it.before())).toArray(Long[]::new))
                .param("after", files.stream().map(it -> size(it.after())).toArray(Long[]::new))
                .update();
    }

    private static String aspects(FileDifference file) {
        return String.join(",", file.aspects().stream().map(Enum::name).toList());
    }

    private static @Nullable Long size(OptionalLong size) {
        return size.isPresent() ? size.getAsLong() : null;
    }

    /// @return false where the claim is another's now
    boolean finish(Claim claim, Map<Change, Sum> sums) {
        sums.forEach((change, sum) -> jdbc.sql("""
                        INSERT INTO inspection.comparison_sum (comparison_id, change, files, bytes)
                        VALUES (:id, :change, :files, :bytes)
                        """)
                .param("id", claim.id())
                .param("change", change.name())
                .param("files", sum.files())
                .param("bytes", sum.bytes())
                .update());
        return jdbc.sql("""
                        UPDATE inspection.comparison SET state = 'READ' WHERE id = :id AND attempts = :attempts
                            AND state = 'WAITING' AND layers = CAST(:layers AS bigint[])
                        """)
                        .param("id", claim.id())
                        .param("attempts", claim.attempts())
                        .param("layers", claim.layers())
                        .update()
                == 1;
    }

    void fail(Claim claim) {
        jdbc.sql("UPDATE inspection.comparison SET state = 'FAILED' WHERE id = ? AND attempts = ?")
                .params(claim.id(), claim.attempts())
                .update();
    }

    /// Later attempts wait longer.
    void postpone(Claim claim) {
        jdbc.sql("""
                        UPDATE inspection.comparison SET due_at = now() + interval '5 seconds' * power(4, attempts)
                        WHERE id = ? AND attempts = ?
                        """).params(claim.id(), claim.attempts()).update();
    }

    /// The oldest, so that nobody fills the disk with comparisons.
    ///
    /// @param listed so many rows each has at most
    /// @param kept   so many rows of all stay
    void prune(int listed, int kept) {
        jdbc.sql("""
                        DELETE FROM inspection.comparison WHERE id IN (
                            SELECT id FROM (
                                SELECT c.id, sum(COALESCE(s.files, 0)) OVER (ORDER BY c.asked_at DESC, c.id DESC) AS files
                                FROM inspection.comparison c LEFT JOIN (
                                    SELECT comparison_id, least(sum(files), :listed) AS files
                                    FROM inspection.comparison_sum GROUP BY comparison_id) s ON s.comparison_id = c.id
                                WHERE c.state = 'READ') newest
                            WHERE files > :kept)
                        """).param("listed", listed).param("kept", kept).update();
    }

    /// Those of last week, some at a time.
    void forget() {
        jdbc.sql("""
                        DELETE FROM inspection.comparison WHERE id = ANY (ARRAY(
                            SELECT id FROM inspection.comparison WHERE asked_at < now() - interval '7 days'
                            ORDER BY asked_at LIMIT 20 FOR UPDATE SKIP LOCKED))
                        """).update();
    }
}
