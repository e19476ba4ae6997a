package io.slipway.backup;

import io.slipway.backup.Contents.Partition;
import io.slipway.backup.Contents.Sequence;
import java.sql.Connection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// What a restore asks of the database that it fills, and changes there, as the owner of its tables.
final class RestoreSql {

    private static final String UNFINISHED = "Slipway: a restore is not finished";

    private final JdbcClient jdbc;

    RestoreSql(Connection connection) {
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    /// Tables of whomever, but for those of extensions.
    List<String> tables() {
        return jdbc.sql("""
                        SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                            AND NOT EXISTS (SELECT FROM pg_depend d
                                WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
                        ORDER BY 1
                        """).query((row, _) -> row.getString(1)).list();
    }

    /// Whether a restore began here and did not come to its end.
    boolean isUnfinished() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM pg_namespace
                            WHERE nspname = 'work' AND obj_description(oid, 'pg_namespace') = ?)
                        """).param(UNFINISHED).query(Boolean.class).single();
    }

    void markUnfinished() {
        jdbc.sql("CREATE SCHEMA IF NOT EXISTS work").update();
        jdbc.sql("COMMENT ON SCHEMA work IS '" + UNFINISHED + "'").update();
    }

    void markFinished() {
        jdbc.sql("COMMENT ON SCHEMA work IS NULL").update();
    }

    void drop(String schema) {
        jdbc.sql("DROP SCHEMA IF EXISTS " + Names.quoted(schema) + " CASCADE").update();
    }

    /// @param table      with its schema, quoted
    /// @param name       of the constraint, quoted
    /// @param definition that makes it anew
    record ForeignKey(String table, String name, String definition) {}

    List<ForeignKey> foreignKeys() {
        return jdbc.sql("""
                        SELECT format('%%I.%%I', n.nspname, c.relname), quote_ident(k.conname), pg_get_constraintdef(k.oid)
                        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE k.contype = 'f' AND k.conparentid = 0 AND %s ORDER BY 1, 2
                        """.formatted(SnapshotSql.OURS))
                .query((row, _) -> new ForeignKey(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    void drop(ForeignKey key) {
        jdbc.sql("ALTER TABLE " + key.table() + " DROP CONSTRAINT " + key.name())
                .update();
    }

    void add(ForeignKey key) {
        jdbc.sql("ALTER TABLE " + key.table() + " ADD CONSTRAINT " + key.name() + " " + key.definition())
                .update();
    }

    /// @param table with its schema, quoted
    void letTriggersRest(String table) {
        jdbc.sql("ALTER TABLE " + table + " DISABLE TRIGGER USER").update();
    }

    void wakeTriggers(String table) {
        jdbc.sql("ALTER TABLE " + table + " ENABLE TRIGGER USER").update();
    }

    /// What migrations put in.
    void empty(String table) {
        jdbc.sql("DELETE FROM " + table).update();
    }

    /// @return false where it is there already
    boolean add(Partition partition) {
        boolean absent = jdbc.sql("SELECT to_regclass(format('%I.%I', ?::text, ?::text)) IS NULL")
                .params(partition.schema(), partition.name())
                .query(Boolean.class)
                .single();
        if (absent) {
            jdbc.sql("CREATE TABLE " + Names.quoted(partition.schema(), partition.name()) + " PARTITION OF "
                            + Names.quoted(partition.schema(), partition.parent()) + " FOR VALUES FROM ("
                            + Names.text(partition.from()) + ") TO (" + Names.text(partition.to()) + ")")
                    .update();
        }
        return absent;
    }

    /// Triggers for whole statements, which parts do not inherit, as SQL that makes them there.
    List<String> statementTriggers(Partition partition) {
        return jdbc.sql("""
                        SELECT format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I.%I FOR EACH STATEMENT EXECUTE FUNCTION %I.%I()',
                            t.tgname, n.nspname, ?::text, pn.nspname, p.proname)
                        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                        JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace pn ON pn.oid = p.pronamespace
                        WHERE n.nspname = ? AND c.relname = ? AND NOT t.tgisinternal
                            AND t.tgtype & 1 = 0 AND t.tgtype & 2 = 2 AND t.tgtype & 32 = 32
                        """)
                .params(partition.name(), partition.schema(), partition.parent())
                .query((row, _) -> row.getString(1))
                .list();
    }

    void run(String statement) {
        jdbc.sql(statement).update();
    }

    void set(Sequence sequence) {
        jdbc.sql("SELECT setval(format('%I.%I', ?::text, ?::text)::regclass, ?)")
                .params(sequence.schema(), sequence.name(), sequence.last())
                .query(Long.class)
                .single();
    }

    void analyse() {
        jdbc.sql("ANALYZE").update();
    }
}
