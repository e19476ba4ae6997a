package io.slipway.registry;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How many rows and entries of indexes a request makes the database read, by table.
public class RowsRead {

    private final JdbcClient jdbc;
    private final Map<String, Map<String, Long>> excess = new LinkedHashMap<>();

    private RowsRead(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One connection from now on, so that all plans and all figures are its own, which are made for tables as
    /// they are.
    public static RowsRead of(DataSource pool, JdbcClient jdbc) throws SQLException {
        HikariDataSource connections = pool.unwrap(HikariDataSource.class);
        connections.setMaximumPoolSize(1);
        connections.getHikariPoolMXBean().softEvictConnections();
        jdbc.sql("""
                SELECT c.oid::regclass::text FROM pg_stat_user_tables t JOIN pg_class c ON c.oid = t.relid
                WHERE c.relkind = 'r'
                """).query(String.class).list().forEach(table -> {
            // by itself it would come by at some time and have the plans made again
            jdbc.sql("ALTER TABLE " + table + " SET (autovacuum_enabled = false)")
                    .update();
            jdbc.sql("ANALYZE " + table).update();
        });
        return new RowsRead(jdbc);
    }

    /// Remembers the tables of which this request reads more.
    public void check(String name, Runnable request, int most) {
        Map<String, Long> before = now();
        request.run();
        Map<String, Long> after = now();
        after.replaceAll((table, rows) -> rows - before.get(table));
        after.values().removeIf(rows -> rows <= most);
        if (!after.isEmpty()) {
            excess.put(name, after);
        }
    }

    public Map<String, Map<String, Long>> excess() {
        return excess;
    }

    /// By table since the database was made.
    private Map<String, Long> now() {
        jdbc.sql("SELECT pg_stat_force_next_flush()::text").query(String.class).list();
        Map<String, Long> read = new TreeMap<>();
        jdbc.sql("""
                SELECT relname, seq_tup_read + COALESCE(idx_tup_fetch, 0) + COALESCE((
                    SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = t.relid), 0) AS rows
                FROM pg_stat_user_tables t
                """).query(row -> {
            read.put(row.getString("relname"), row.getLong("rows"));
        });
        return read;
    }
}
