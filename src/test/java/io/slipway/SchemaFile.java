package io.slipway;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Writes the tables of a database as SQL that reads like the migrations would, had they been one.
final class SchemaFile {

    private static final String OURS = "NOT IN ('pg_catalog', 'information_schema', 'public') AND n.nspname !~ '^pg_'";

    private static final String TABLES = """
            SELECT n.nspname, c.relname, c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relname <> 'flyway_schema_history' AND n.nspname\s""" + OURS + " ORDER BY 1, 2";

    private static final String COLUMNS = """
            SELECT format('%%I %%s', a.attname, format_type(a.atttypid, a.atttypmod))
                || CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
                    THEN format(' COLLATE %%I', l.collname) ELSE '' END
                || CASE WHEN a.attidentity = 'a' THEN ' GENERATED ALWAYS AS IDENTITY' ELSE '' END
                || CASE WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
                || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
            FROM pg_attribute a
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = %d AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """;

    private static final String CONSTRAINTS = """
            SELECT pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = %d AND contype <> 'n'
            ORDER BY array_position(ARRAY['p', 'u', 'f', 'c'], contype::text), conname
            """;

    private static final String INDEXES = """
            SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = %d AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)
            ORDER BY c.relname
            """;

    private static final String VIEWS = """
            SELECT format('CREATE VIEW %I.%I AS', n.nspname, c.relname) || E'\\n' || pg_get_viewdef(c.oid, true)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'v' AND n.nspname\s""" + OURS + " ORDER BY n.nspname, c.relname";

    private final Connection connection;

    SchemaFile(Connection connection) {
        this.connection = connection;
    }

    String write() throws SQLException {
        StringBuilder file = new StringBuilder("-- The tables as they are after all migrations; `make schema` writes"
                + " this file, nobody edits it.\n");
        String schema = "";
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(TABLES)) {
            while (tables.next()) {
                if (!schema.equals(tables.getString(1))) {
                    schema = tables.getString(1);
                    file.append("\nCREATE SCHEMA ").append(schema).append(";\n");
                }
                table(file, schema + "." + tables.getString(2), tables.getLong(3));
            }
        }
        list(VIEWS).forEach(view -> file.append('\n').append(view).append('\n'));
        return file.toString();
    }

    private void table(StringBuilder file, String name, long oid) throws SQLException {
        List<String> parts = list(COLUMNS.formatted(oid));
        parts.addAll(list(CONSTRAINTS.formatted(oid)));
        file.append("\nCREATE TABLE ").append(name).append(" (\n    ");
        file.append(String.join(",\n    ", parts)).append("\n);\n");
        list(INDEXES.formatted(oid)).forEach(index -> file.append(index).append(";\n"));
    }

    private List<String> list(String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
