package io.slipway.inspection;

import io.slipway.content.Page;
import io.slipway.inspection.FileDifference.Aspect;
import io.slipway.inspection.FileDifference.Change;
import io.slipway.inspection.FileDifferences.Sum;
import io.slipway.oci.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is known of the differences between images.
@Component
class ComparisonSql {

    private static final int QUEUE = 1_000;

    private final JdbcClient jdbc;

    ComparisonSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param layers of both
    /// @param split  so many are of the first one
    record Pair(Digest before, Digest after, Long[] layers, int split) {}

    record Row(long id, String state) {}

    /// @return empty where nobody asked, or other layers were there then
    Optional<Row> find(Pair pair) {
        return jdbc.sql("""
                        SELECT id, state FROM inspection.comparison
                        WHERE before = :before AND after = :after AND layers = CAST(:layers AS bigint[])
                        """)
                .param("before", pair.before().toBytes())
                .param("after", pair.after().toBytes())
                .param("layers", pair.layers())
                .query((row, _) -> new Row(row.getLong("id"), row.getString("state")))
                .optional();
    }

    FileDifferences differences(long id, int after, int size) {
        Map<Change, Sum> sums = new EnumMap<>(Change.class);
        jdbc.sql("SELECT change, files, bytes FROM inspection.comparison_sum WHERE comparison_id = ?")
                .param(id)
                .query(row -> {
                    sums.put(
                            Change.valueOf(row.getString("change")),
                            new Sum(row.getInt("files"), row.getLong("bytes")));
                });
        List<FileDifference> files = jdbc.sql("""
                        SELECT * FROM inspection.comparison_file WHERE comparison_id = :id AND nth > :after
                        ORDER BY nth LIMIT :limit
                        """)
                .param("id", id)
                .param("after", after)
                .param("limit", size + 1)
                .query((row, _) -> difference(row))
                .list();
        return new FileDifferences(sums, Page.of(files, size));
    }

    private static FileDifference difference(ResultSet row) throws SQLException {
        return new FileDifference(
                row.getInt("nth"),
                row.getString("path"),
                Change.valueOf(row.getString("change")),
                EntryKind.valueOf(row.getString("kind")),
                Arrays.stream((String[]) row.getArray("aspects").getArray())
                        .map(Aspect::valueOf)
                        .toList(),
                size(row, "size_before"),
                size(row, "size_after"));
    }

    private static OptionalLong size(ResultSet row, String column) throws SQLException {
        long size = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /// As long as the queue is not full.
    void ask(Pair pair) {
        jdbc.sql("""
                        INSERT INTO inspection.comparison AS c (before, after, layers, split)
                        SELECT :before, :after, CAST(:layers AS bigint[]), :split
                        WHERE (SELECT count(*) FROM (
                            SELECT FROM inspection.comparison WHERE state = 'WAITING' LIMIT :queue) waiting) < :queue
                        ON CONFLICT (before, after) DO UPDATE SET layers = excluded.layers, split = excluded.split,
                            state = 'WAITING', attempts = 0, due_at = now(), asked_at = now()
                        WHERE c.layers <> excluded.layers
                        """)
                .param("before", pair.before().toBytes())
                .param("after", pair.after().toBytes())
                .param("layers", pair.layers())
                .param("split", pair.split())
                .param("queue", QUEUE)
                .update();
    }
}
