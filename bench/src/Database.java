import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/// The server's own PostgreSQL, as its owner.
final class Database implements AutoCloseable {

    private final Connection connection;

    Database(Server server) throws IOException, SQLException {
        var data = server.folder.resolve("data");
        try (var files = Files.find(data, 5, (path, _) -> path.endsWith("postmaster.pid"))) {
            var port =
                    Files.readAllLines(files.findFirst().orElseThrow()).get(3).trim();
            var password =
                    Files.readString(data.resolve("secrets/postgres.password")).trim();
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/slipway", "slipway", password);
        }
    }

    long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    Set<String> texts(String sql) throws SQLException {
        var texts = new HashSet<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    int execute(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
            return statement.getUpdateCount();
        }
    }

    /// Batches of collection that took something, since the statistics began.
    long collections() throws SQLException {
        return number(
                "SELECT n_tup_ins + n_tup_upd FROM pg_stat_all_tables WHERE schemaname = 'gc' AND relname = 'run'");
    }

    long collected(String column) throws SQLException {
        return number("SELECT COALESCE(sum(" + column + "), 0) FROM gc.run");
    }

    static Set<String> files(Server server) throws IOException {
        var folder = server.folder.resolve("data/blobs");
        var found = new HashSet<String>();
        try (var paths = Files.walk(folder)) {
            paths.map(Path::toString)
                    .filter(path -> !path.contains("/."))
                    .filter(path -> Files.isRegularFile(Path.of(path)))
                    .forEach(path -> found.add(folder.relativize(Path.of(path)).toString()));
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
