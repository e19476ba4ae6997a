package io.slipway.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A sum over each table that a page can change, to see that nothing was: in a few milliseconds.
class TableSums {

    /// What looking alone changes, or what is done by and by.
    private static final List<String> PASSING =
            List.of("seen_at", "expires_at", "last_used_at", "last_address", "end_told", "pause_told");

    /// What a count of a quota writes, whoever asked for it.
    private static final List<String> COUNTS = List.of(
            "due_at",
            "phase",
            "place",
            "place_digest",
            "found_drift",
            "found_shared",
            "found_trash",
            "counted_at",
            "drift",
            "drift_at",
            "shared",
            "trash",
            "warned",
            "warned_at");

    private static final List<String> QUEUES = List.of("accounts.reset_request", "accounts.known_address");
    private static final List<String> CONTENT = List.of(
            "content.repository",
            "content.repository_alias",
            "content.quota",
            "content.readme",
            "content.star",
            "content.tag",
            "content.tag_policy",
            "content.manifest");

    private final JdbcClient jdbc;
    private final String sql;

    TableSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.sql = jdbc.sql("""
                        SELECT table_schema || '.' || table_name FROM information_schema.tables
                        WHERE table_schema IN ('accounts', 'access', 'builds', 'content')
                            OR table_schema = 'gc' AND table_name <> 'run' ORDER BY 1
                        """).query(String.class).list().stream()
                .filter(table -> !QUEUES.contains(table))
                .filter(table -> !table.startsWith("content.") || CONTENT.contains(table))
                .map(table -> sum(table, table.equals("content.quota") ? COUNTS : PASSING))
                .collect(Collectors.joining(" UNION ALL "));
    }

    Map<String, String> take() {
        Map<String, String> sums = new TreeMap<>();
        jdbc.sql(sql).query(row -> {
            sums.put(row.getString(1), row.getString(2));
        });
        return sums;
    }

    private static String sum(String table, List<String> passing) {
        String columns = passing.stream().map(it -> " - '" + it + "'").collect(Collectors.joining());
        String name = table.replace(".", ".\"") + "\"";
        return "SELECT '" + table + "', count(*) || ' rows, ' || coalesce(sum(hashtextextended((to_jsonb(t)" + columns
                + ")::text, 0)), 0) FROM " + name + " t";
    }
}
