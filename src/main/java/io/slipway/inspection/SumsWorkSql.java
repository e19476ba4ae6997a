package io.slipway.inspection;

import io.slipway.inspection.FileSums.Heavy;
import io.slipway.inspection.TreeSums.Item;
import io.slipway.inspection.TreeSums.Linked;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The queue of images whose files are to be added up, and what that needs of them.
@Component
class SumsWorkSql {

    /// @param attempts with the one that is to be made now; tells this claim from later ones
    /// @param entries  of all its layers
    record Claim(long imageId, Long[] layers, int attempts, long entries) {}

    private static final int FETCH = 1_000;

    /// The same layer can be there twice.
    private static final String LAYERS = """
            FROM unnest(CAST(:layers AS bigint[])) WITH ORDINALITY AS l (id, place)
            JOIN inspection.layer y ON y.id = l.id AND y.state = 'READ'
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    SumsWorkSql(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// One whose layers are read.
    Optional<Claim> claim() {
        return jdbc.sql("""
                        UPDATE inspection.image i
                        SET attempts = attempts + 1, due_at = now() + interval '15 minutes'
                        WHERE id = (
                            SELECT id FROM inspection.image w WHERE state = 'WAITING' AND due_at <= now()
                                AND NOT EXISTS (SELECT FROM unnest(w.layers) AS part
                                    CROSS JOIN LATERAL (
                                        SELECT state FROM inspection.layer WHERE id = part OFFSET 0) y
                                    WHERE y.state = 'WAITING')
                            ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, layers, attempts, (
                            SELECT COALESCE(sum(y.entries), 0) FROM unnest(i.layers) AS part
                            CROSS JOIN LATERAL (
                                SELECT entries FROM inspection.layer WHERE id = part OFFSET 0) y) AS entries
                        """)
                .query((row, _) -> new Claim(
                        row.getLong("id"),
                        (Long[]) row.getArray("layers").getArray(),
                        row.getInt("attempts"),
                        row.getLong("entries")))
                .optional();
    }

    /// What the hard links of each layer lead to.
    Set<Linked> linked(Claim claim, int most) {
        return new HashSet<>(jdbc.sql("SELECT l.place - 1 AS place, e.target " + LAYERS + """
                        CROSS JOIN LATERAL (
                            SELECT target FROM inspection.entry WHERE layer_id = l.id AND kind = 'HARDLINK' OFFSET 0) e
                        LIMIT :most
                        """)
                .param("layers", claim.layers())
                .param("most", most)
                .query((row, _) -> new Linked(row.getInt("place"), row.getString("target")))
                .list());
    }

    /// All paths of all layers, as [TreeSums] wants them. Sorted by PostgreSQL, some at a time here.
    void walk(Claim claim, Consumer<Item> items) {
        // a slash comes before all that can be in a name: what lies below a path follows it at once
        transactions.executeWithoutResult(_ -> jdbc.sql("SELECT e.*, l.place - 1 AS place " + LAYERS + """
                        CROSS JOIN LATERAL (
                            SELECT CASE WHEN parent = '' THEN name ELSE parent || '/' || name END AS path,
                                kind, opaque, size, CASE WHEN kind = 'HARDLINK' THEN target ELSE '' END AS target
                            FROM inspection.entry WHERE layer_id = l.id OFFSET 0) e
                        ORDER BY replace(replace(replace(e.path, E'\\x02', E'\\x02\\x03'), E'\\x01', E'\\x02\\x02'),
                            '/', E'\\x01') COLLATE "C", l.place DESC
                        """)
                .param("layers", claim.layers())
                .withFetchSize(FETCH)
                .query(row -> {
                    items.accept(new Item(
                            row.getString("path"),
                            row.getInt("place"),
                            EntryKind.valueOf(row.getString("kind")),
                            row.getBoolean("opaque"),
                            row.getLong("size"),
                            row.getString("target")));
                }));
    }

    void finish(Claim claim, FileSums sums) {
        transactions.executeWithoutResult(_ -> {
            boolean mine = jdbc.sql("""
                            UPDATE inspection.image SET state = 'READ', seen = :seen, wasted = :wasted
                            WHERE id = :id AND attempts = :attempts AND state = 'WAITING'
                                AND layers = CAST(:layers AS bigint[])
                            """)
                            .param("seen", sums.seen())
                            .param("wasted", sums.wasted())
                            .param("id", claim.imageId())
                            .param("attempts", claim.attempts())
                            .param("layers", claim.layers())
                            .update()
                    == 1;
            if (mine) {
                jdbc.sql("DELETE FROM inspection.image_file WHERE image_id = ?")
                        .param(claim.imageId())
                        .update();
                add(claim, false, sums.largest());
                add(claim, true, sums.lost());
            }
        });
    }

    private void add(Claim claim, boolean wasted, List<Heavy> files) {
        jdbc.sql("""
                        INSERT INTO inspection.image_file (image_id, wasted, rank, place, path, size)
                        SELECT :id, :wasted, given.* FROM unnest(CAST(:ranks AS integer[]), CAST(:places AS integer[]),
                            CAST(:paths AS text[]), CAST(:sizes AS bigint[])) AS given
                        """)
                .param("id", claim.imageId())
                .param("wasted", wasted)
                .param("ranks", IntStream.range(0, files.size()).boxed().toArray(Integer[]::new))
                .param("places", files.stream().map(Heavy::place).toArray(Integer[]::new))
                .param("paths", files.stream().map(Heavy::path).toArray(String[]::new))
                .param("sizes", files.stream().map(Heavy::size).toArray(Long[]::new))
                .update();
    }

    void fail(Claim claim) {
        jdbc.sql("""
                        UPDATE inspection.image SET state = 'FAILED'
                        WHERE id = :id AND attempts = :attempts AND state = 'WAITING'
                        """)
                .param("id", claim.imageId())
                .param("attempts", claim.attempts())
                .update();
    }

    /// Later attempts wait longer.
    void postpone(Claim claim) {
        jdbc.sql("""
                        UPDATE inspection.image SET due_at = now() + interval '5 seconds' * power(4, attempts)
                        WHERE id = :id AND attempts = :attempts AND state = 'WAITING'
                        """)
                .param("id", claim.imageId())
                .param("attempts", claim.attempts())
                .update();
    }
}
