package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

/// A PostgreSQL server and its synchronous standby: no commit is acknowledged before both have it on disk.
final class PostgresPair implements AutoCloseable {

    private static final String ROLE = "slipway";

    private final Path folder;
    private final Path program;
    private final List<Integer> ports;
    private final List<Process> servers = new ArrayList<>();

    private PostgresPair(Path folder, Path program, List<Integer> ports) {
        this.folder = folder;
        this.program = program;
        this.ports = ports;
    }

    static PostgresPair start(Path folder) throws Exception {
        Path primary = folder.resolve("primary");
        Path program;
        int port;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(primary)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(
                        Path.of("target", "test-postgres").toAbsolutePath().toFile())
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "60")
                .start()) {
            port = server.getPort();
            execute(port, "CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + ROLE + "'");
            execute(port, "CREATE DATABASE " + ROLE + " OWNER " + ROLE);
            execute(port, "SELECT pg_create_physical_replication_slot('standby', true)");
            String command = Files.readString(primary.resolve("postmaster.opts"));
            program = Path.of(command.substring(0, command.indexOf(' ')));
        }
        // both are the same cluster from here on
        Path standby = folder.resolve("standby");
        FileSystemUtils.copyRecursively(primary, standby);
        FileSystemUtils.deleteRecursively(standby.resolve("pg_replslot"));
        Files.createDirectory(standby.resolve("pg_replslot"));
        Files.createFile(standby.resolve("standby.signal"));
        for (Path cluster : List.of(primary, standby)) {
            restrict(cluster);
        }
        PostgresPair pair = new PostgresPair(folder, program, List.of(port, another(port)));
        pair.run("primary", 0, "synchronous_standby_names=*", "synchronous_commit=on");
        pair.run(
                "standby",
                1,
                "primary_slot_name=standby",
                "primary_conninfo=host=127.0.0.1 user=postgres port=" + port);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() ->
                            pair.isTrue(0, "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'"));
            return pair;
        } catch (ConditionTimeoutException apart) {
            pair.close();
            throw new IllegalStateException(
                    "The two do not find each other:\n" + Files.readString(folder.resolve("primary.log"))
                            + Files.readString(folder.resolve("standby.log")),
                    apart);
        }
    }

    /// By which a program finds whichever of the two is the primary.
    TestDatabase database() {
        String hosts = "127.0.0.1:" + ports.get(0) + ",127.0.0.1:" + ports.get(1);
        return new TestDatabase("jdbc:postgresql://" + hosts + "/" + ROLE + "?targetServerType=primary", ROLE, ROLE);
    }

    /// As if its machine lost power. The standby hears nothing more beforehand, until that many commits wait for it:
    /// one that was acknowledged without waiting is lost for certain.
    void killPrimary(int waiting) throws Exception {
        String sender = ask(0, "SELECT pid FROM pg_stat_replication");
        assertThat(new ProcessBuilder("kill", "-STOP", sender).start().waitFor())
                .isZero();
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isTrue(
                        0, "SELECT count(*) >= " + waiting + " FROM pg_stat_activity WHERE wait_event = 'SyncRep'"));
        Process primary = servers.getFirst();
        List<ProcessHandle> children = primary.descendants().toList();
        primary.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /// Returns when the standby takes writes.
    void promote() throws SQLException {
        execute(ports.get(1), "SELECT pg_promote()");
        await().pollInterval(Duration.ofMillis(20)).until(() -> isTrue(1, "SELECT NOT pg_is_in_recovery()"));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process server : servers) {
            List<ProcessHandle> children = server.descendants().toList();
            server.destroyForcibly().waitFor();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /// A server that refuses to run as root is given a namespace where it is nobody.
    private void run(String name, int number, String... settings) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.toString(), "-D", folder.resolve(name).toString()));
        for (String setting : Stream.concat(
                        Stream.of(
                                "port=" + ports.get(number),
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=",
                                "max_connections=60"),
                        Stream.of(settings))
                .toList()) {
            command.addAll(List.of("-c", setting));
        }
        servers.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start());
    }

    private boolean isTrue(int number, String question) throws SQLException {
        return ask(number, question).equals("t");
    }

    private String ask(int number, String question) throws SQLException {
        try (Connection connection = connect(ports.get(number));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void execute(int port, String sql) throws SQLException {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    /// A server refuses a cluster that others may read.
    private static void restrict(Path cluster) throws IOException {
        Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwx------"));
    }

    private static int another(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(socket.getLocalPort()).isNotEqualTo(port);
            return socket.getLocalPort();
        }
    }
}
