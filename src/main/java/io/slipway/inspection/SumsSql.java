package io.slipway.inspection;

import io.slipway.inspection.FileSums.Heavy;
import io.slipway.inspection.ImageSums.Answer;
import io.slipway.oci.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is known of the files of whole images, by manifest.
@Component
class SumsSql {

    private static final int QUEUE = 1_000;

    private final JdbcClient jdbc;

    SumsSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(String state, FileSums sums) {}

    /// @return empty where nobody asked, or other layers were there then
    Optional<Answer> find(Digest manifest, Long[] layers) {
        List<Heavy> largest = new ArrayList<>();
        List<Heavy> lost = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        jdbc.sql("""
                        SELECT i.state, i.seen, i.wasted AS lost, f.*
                        FROM inspection.image i LEFT JOIN inspection.image_file f ON f.image_id = i.id
                        WHERE i.manifest = :manifest AND i.layers = CAST(:layers AS bigint[])
                        ORDER BY f.wasted, f.rank
                        """)
                .param("manifest", manifest.toBytes())
                .param("layers", layers)
                .query(row -> {
                    rows.add(new Row(row.getString("state"), totals(row)));
                    if (row.getString("path") != null) {
                        (row.getBoolean("wasted") ? lost : largest)
                                .add(new Heavy(row.getString("path"), row.getInt("place"), row.getLong("size")));
                    }
                });
        return rows.stream().findFirst().map(it -> switch (it.state()) {
            case "READ" ->
                new Answer(
                        false,
                        Optional.of(new FileSums(it.sums().seen(), it.sums().wasted(), largest, lost)));
            case "FAILED" -> Answer.NONE;
            default -> new Answer(true, Optional.empty());
        });
    }

    Optional<FileSums> totals(Digest manifest) {
        return jdbc.sql("SELECT seen, wasted AS lost FROM inspection.image WHERE manifest = ? AND state = 'READ'")
                .param(manifest.toBytes())
                .query((row, _) -> totals(row))
                .optional();
    }

    private static FileSums totals(ResultSet row) throws SQLException {
        return new FileSums(row.getLong("seen"), row.getLong("lost"), List.of(), List.of());
    }

    /// As long as the queue is not full.
    void ask(Digest manifest, Long[] layers) {
        jdbc.sql("""
                        INSERT INTO inspection.image AS i (manifest, layers)
                        SELECT :manifest, CAST(:layers AS bigint[])
                        WHERE (SELECT count(*) FROM (
                            SELECT FROM inspection.image WHERE state = 'WAITING' LIMIT :queue) waiting) < :queue
                        ON CONFLICT (manifest) DO UPDATE SET
                            layers = excluded.layers, state = 'WAITING', attempts = 0, due_at = now()
                        WHERE i.layers <> excluded.layers
                        """)
                .param("manifest", manifest.toBytes())
                .param("layers", layers)
                .param("queue", QUEUE)
                .update();
    }
}
