package io.slipway.work;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// The PostgreSQL server that runs beside this process while no external one is configured.
final class EmbeddedDatabase implements AutoCloseable {

    /// The database and the role that owns its tables; the superuser is for the care of the server only.
    private static final String NAME = "slipway";

    /// The role of the program, which cannot change tables.
    private static final String PROGRAM = "slipway_program";

    private final EmbeddedPostgres server;
    private final EmbeddedCluster cluster;
    private final String password;

    private EmbeddedDatabase(EmbeddedPostgres server, EmbeddedCluster cluster, String password) {
        this.server = server;
        this.cluster = cluster;
        this.password = password;
    }

    static EmbeddedDatabase start(DataFolder data) {
        EmbeddedBinaries.requireSupportedSystem();
        EmbeddedCluster cluster = new EmbeddedCluster(data.path().resolve("postgres"));
        cluster.process().ifPresent(ServerProcess::stop);
        try {
            cluster.prepare();
            Path password = passwordFile(data, cluster);
            Path log = data.emptyFile("postgres-start.log");
            EmbeddedPostgres server = start(data, cluster, password, log);
            EmbeddedDatabase database = new EmbeddedDatabase(
                    server, cluster, Files.readString(password).strip());
            database.makeRolesAndDatabase();
            cluster.markComplete();
            return database;
        } catch (IOException | SQLException failure) {
            throw new StartFailure("The embedded PostgreSQL does not start: " + failure.getMessage(), failure);
        }
    }

    JdbcConnectionDetails connection() {
        return new Connect(url(), PROGRAM, password);
    }

    FlywayConnectionDetails ownerConnection() {
        return new OwnerConnect(url(), NAME, password);
    }

    @Override
    public void close() throws IOException {
        var process = cluster.process();
        server.close();
        // it gives up waiting after seconds; a last checkpoint on a slow disk takes longer
        process.ifPresent(ServerProcess::awaitEnd);
    }

    private static Path passwordFile(DataFolder data, EmbeddedCluster cluster) {
        Path file = data.secrets().resolve("postgres.password");
        if (!Files.exists(file)) {
            if (cluster.isComplete()) {
                throw new StartFailure("The password of the embedded PostgreSQL is gone: restore " + file);
            }
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String text = HexFormat.of().formatHex(random) + "\n";
            data.writeSecret(file, text.getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private static EmbeddedPostgres start(DataFolder data, EmbeddedCluster cluster, Path password, Path log)
            throws IOException {
        File binaries = EmbeddedBinaries.prepareFolder(data);
        EmbeddedPostgres.Builder builder = cluster.configure(EmbeddedPostgres.builder(), password)
                .setPgBinaryResolver(new EmbeddedBinaries(binaries))
                .setOverrideWorkingDirectory(binaries)
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return builder.start();
        } catch (IOException | RuntimeException failure) {
            cluster.process().ifPresent(ServerProcess::stop);
            throw new StartFailure(
                    "The embedded PostgreSQL does not start (" + lastLine(log, failure) + "): see " + log + " and "
                            + cluster.logFolder(),
                    failure);
        }
    }

    private static String lastLine(Path log, Exception failure) throws IOException {
        return Files.readAllLines(log).reversed().stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(String.valueOf(failure.getMessage()));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + NAME;
    }

    private void makeRolesAndDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : List.of(NAME, PROGRAM)) {
                if (isAbsent(statement, "SELECT FROM pg_roles WHERE rolname = '" + role + "'")) {
                    statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + password + "'");
                }
            }
            if (isAbsent(statement, "SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME);
            }
        }
    }

    private static boolean isAbsent(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return !rows.next();
        }
    }

    private record Connect(String getJdbcUrl, String getUsername, String getPassword) implements JdbcConnectionDetails {

        @Override
        public String toString() {
            return getJdbcUrl;
        }
    }

    private record OwnerConnect(String getJdbcUrl, String getUsername, String getPassword)
            implements FlywayConnectionDetails {

        @Override
        public String toString() {
            return getJdbcUrl;
        }
    }
}
