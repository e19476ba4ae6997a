package io.slipway.backup;

/// Names of tables and columns as SQL takes them, whatever is in them.
final class Names {

    private Names() {}

    static String quoted(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("No name of a table");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// A value as SQL takes it where it takes no parameter.
    static String text(String value) {
        if (value.indexOf('\\') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("No bound of a part of a table");
        }
        return "'" + value.replace("'", "''") + "'";
    }

    static String quoted(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }
}
