package io.slipway.builds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LogReadSql {

    private final JdbcClient jdbc;

    LogReadSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// From the piece that has the line on; the first one can begin before it.
    List<LogLines> from(long buildId, long line, int limit) {
        return jdbc.sql("""
                        SELECT first_line, lines, said_at, text FROM builds.log
                        WHERE build_id = :build AND first_line + lines > :line AND first_line >= COALESCE((
                            SELECT max(first_line) FROM builds.log WHERE build_id = :build AND first_line <= :line), 0)
                        ORDER BY first_line LIMIT :limit
                        """)
                .param("build", buildId)
                .param("line", line)
                .param("limit", limit)
                .query((row, _) -> lines(row))
                .list();
    }

    /// The numbers of the lines that have the words in them, whatever their colours, in any case.
    List<Long> search(long buildId, String words, int limit) {
        return jdbc.sql("""
                        SELECT l.first_line + o.place - 1 FROM builds.log l
                        CROSS JOIN LATERAL string_to_table(l.text, E'\\n') WITH ORDINALITY AS o (line, place)
                        WHERE l.build_id = :build AND o.place <= l.lines
                            AND strpos(lower(regexp_replace(o.line, E'\\x1b\\\\[[0-9;]*m', '', 'g')), lower(:words)) > 0
                        ORDER BY 1 LIMIT :limit
                        """)
                .param("build", buildId)
                .param("words", words)
                .param("limit", limit)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// The number of the last line; 0 before there is one.
    long last(long buildId) {
        return jdbc.sql("""
                        SELECT COALESCE((
                            SELECT first_line + lines - 1 FROM builds.log WHERE build_id = ?
                            ORDER BY first_line DESC LIMIT 1), 0)
                        """).param(buildId).query(Long.class).single();
    }

    /// The last line with which a step or a phase begins, before what says that it failed. Read from the end: as a rule
    /// it is near.
    Optional<LogStep> lastStep(long buildId) {
        return jdbc.sql("""
                        SELECT l.first_line + o.place - 1, o.line FROM builds.log l
                        CROSS JOIN LATERAL string_to_table(l.text, E'\\n') WITH ORDINALITY AS o (line, place)
                        WHERE l.build_id = :build AND o.place <= l.lines AND o.line NOT LIKE '==> Not done%'
                            AND o.line ~ E'^(\\x1b\\\\[[0-9;]*m)*(==> |(\\\\[\\\\d+/\\\\d+\\\\] )?STEP \\\\d+(/\\\\d+)?[: ])'
                        ORDER BY l.first_line DESC, o.place DESC LIMIT 1
                        """)
                .param("build", buildId)
                .query((row, _) -> new LogStep(row.getLong(1), row.getString(2)))
                .optional();
    }

    private static LogLines lines(ResultSet row) throws SQLException {
        List<String> lines = List.of(row.getString("text").split("\n", -1));
        // a text can end with a line break, too
        return new LogLines(
                row.getLong("first_line"),
                row.getObject("said_at", OffsetDateTime.class).toInstant(),
                lines.subList(0, Math.min(lines.size(), row.getInt("lines"))));
    }
}
