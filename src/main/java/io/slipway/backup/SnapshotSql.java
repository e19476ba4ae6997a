package io.slipway.backup;

import io.slipway.backup.Contents.Partition;
import io.slipway.backup.Contents.Sequence;
import io.slipway.backup.Contents.Store;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// What the catalogue of a database says of the role's own schemas, within one transaction.
final class SnapshotSql {

    /// Whoever owns the tables made their schemas.
    static final String OURS = """
            pg_get_userbyid(n.nspowner) = current_user AND n.nspname !~ '^pg_'
            AND n.nspname NOT IN ('information_schema', 'public')
            """;

    private final JdbcClient jdbc;

    SnapshotSql(Connection connection) {
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    /// All that follows sees one moment. Text of values does not depend on how the server is set up.
    void begin() {
        jdbc.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").update();
        settle();
    }

    void settle() {
        for (String setting : List.of(
                "timezone = 'UTC'",
                "datestyle = 'ISO, YMD'",
                "intervalstyle = 'postgres'",
                "bytea_output = 'hex'",
                "extra_float_digits = 1",
                "statement_timeout = 0",
                "idle_in_transaction_session_timeout = 0",
                // the pool's connections go without
                "enable_seqscan = on")) {
            jdbc.sql("SET LOCAL " + setting).update();
        }
    }

    /// Whoever makes or drops the audit's months waits for this lock before it locks a table: so nobody who writes
    /// audit rows has to wait behind it.
    void holdMonths() {
        jdbc.sql("SELECT pg_advisory_xact_lock_shared(hashtextextended('activity.audit months', 0))")
                .query((_, _) -> true)
                .list();
    }

    record Source(String schema, String name, List<String> columns) {

        String title() {
            return schema + "." + name;
        }
    }

    /// Tables as a whole: not their parts, and not the list of migrations, which a restore writes anew.
    List<Source> tables() {
        return jdbc.sql("""
                        SELECT n.nspname, c.relname, (SELECT array_agg(a.attname::text ORDER BY a.attnum)
                            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                AND a.attgenerated = '') AS columns
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                            AND c.relname <> 'flyway_schema_history' AND %s ORDER BY 1, 2
                        """.formatted(OURS))
                .query((row, _) -> new Source(row.getString(1), row.getString(2), texts(row, "columns")))
                .list();
    }

    /// Those of a time; others are made with their table.
    List<Partition> partitions() {
        return jdbc.sql("""
                        SELECT schema, name, parent, bound[1] AS "from", bound[2] AS "to" FROM (
                            SELECT n.nspname AS schema, c.relname AS name, p.relname AS parent,
                                regexp_match(pg_get_expr(c.relpartbound, c.oid),
                                    '^FOR VALUES FROM \\(''([^'']+)''\\) TO \\(''([^'']+)''\\)$') AS bound
                            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                            JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace n ON n.oid = c.relnamespace
                            WHERE c.relispartition AND c.relkind = 'r' AND %s) found
                        WHERE bound IS NOT NULL ORDER BY 1, 2
                        """.formatted(OURS))
                .query((row, _) -> new Partition(
                        row.getString("schema"),
                        row.getString("name"),
                        row.getString("parent"),
                        row.getString("from"),
                        row.getString("to")))
                .list();
    }

    /// Those that gave a number. They run ahead of the rows that can be seen, never behind.
    List<Sequence> sequences() {
        return jdbc.sql("""
                        SELECT * FROM (SELECT n.nspname, c.relname, pg_sequence_last_value(c.oid) AS last
                            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                            WHERE c.relkind = 'S' AND %s) found
                        WHERE last IS NOT NULL ORDER BY 1, 2
                        """.formatted(OURS))
                .query((row, _) -> new Sequence(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /// @param moment that the rows show
    record Site(UUID instance, String masterKey, String postgres, String moment) {}

    Site site() {
        return jdbc.sql("""
                        SELECT instance_id, master_key_fingerprint, current_setting('server_version') AS postgres,
                            transaction_timestamp() AS moment
                        FROM work.site_state
                        """)
                .query((row, _) -> new Site(
                        row.getObject("instance_id", UUID.class),
                        row.getString("master_key_fingerprint"),
                        row.getString("postgres"),
                        row.getObject("moment", OffsetDateTime.class)
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toInstant()
                                .toString()))
                .optional()
                .orElseThrow(() -> new IllegalStateException("The database has no site yet: start the server once"));
    }

    List<Store> stores() {
        return jdbc.sql("SELECT id, identity, generation FROM content.store ORDER BY id")
                .query((row, _) ->
                        new Store(row.getShort("id"), row.getObject("identity", UUID.class), row.getLong("generation")))
                .list();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
