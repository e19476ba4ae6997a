package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of the embedded server around starts, stops and kills of the process that owns it.
class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    private final List<ChildInstance> children = new CopyOnWriteArrayList<>();

    @AfterEach
    void stopWhatAKillLeftBehind() throws InterruptedException {
        for (ChildInstance child : children) {
            child.kill();
        }
        ServerProcess.find(folder.resolve("data/postgres")).ifPresent(ServerProcess::stop);
    }

    @Test
    void keepsRowsOverARestartAndItsSecretsToItsOwner() throws Exception {
        String identity;
        try (ChildInstance first = start()) {
            execute(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");
            identity = query(first, "SELECT instance_id::text FROM work.site_state");
            assertThat(query(first, "SELECT string_agg(usename, ' ') FROM pg_stat_activity"))
                    .contains("slipway_program");
            assertThat(query(first, "SHOW fsync")).isEqualTo("on");
            assertThat(query(first, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(first, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(first, "SHOW max_connections")).isEqualTo("50");
            assertThat(query(first, "SHOW server_version")).startsWith(EmbeddedCluster.MAJOR_VERSION + ".");
            assertThatThrownBy(() -> DriverManager.getConnection(first.url(), "slipway", "wrong"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(first.url(), "postgres", ""))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(data().resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(ServerProcess.find(data().resolve("postgres"))).isEmpty();
        try (Stream<Path> secrets = Files.list(data().resolve("secrets"))) {
            assertThat(secrets)
                    .hasSize(2)
                    .allSatisfy(secret -> assertThat(mode(secret)).isEqualTo("rw-------"));
        }
        for (String owned : new String[] {"", "secrets", "postgres", "postgres-bin"}) {
            assertThat(mode(data().resolve(owned))).as(owned).isEqualTo("rwx------");
        }
        try (ChildInstance second = start()) {
            assertThat(query(second, "SELECT text FROM note")).isEqualTo("kept");
            assertThat(query(second, "SELECT instance_id::text FROM work.site_state"))
                    .isEqualTo(identity);
        }
    }

    @Test
    @Tag("K20")
    void startsAgainAfterAKillAndKeepsRows() throws Exception {
        ChildInstance first = start();
        execute(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");
        first.kill();
        assertThat(ServerProcess.find(data().resolve("postgres"))).isPresent();

        try (ChildInstance second = start()) {
            assertThat(query(second, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    @Tag("K20")
    void startsAgainAfterServerAndProcessWereKilled() throws Exception {
        ChildInstance first = start();
        execute(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')");
        ProcessHandle server =
                ServerProcess.find(data().resolve("postgres")).orElseThrow().handle();
        first.kill();
        server.destroyForcibly();
        server.onExit().get();
        assertThat(data().resolve("postgres/postmaster.pid")).exists();

        try (ChildInstance second = start()) {
            assertThat(query(second, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void leavesAProcessAloneThatOnlyHasTheNumber() throws Exception {
        Path cluster = Files.createDirectories(data().resolve("postgres"));
        Files.writeString(
                cluster.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n");

        assertThat(ServerProcess.find(cluster)).isEmpty();
    }

    @Test
    void refusesASecondInstanceAndLeavesTheFirstAlone() throws Exception {
        try (ChildInstance first = start()) {
            ChildInstance second = start();

            assertThat(second.exitCode()).isNotZero();
            assertThat(second.text())
                    .contains("Another Slipway is running with the data folder")
                    .doesNotContain("\tat ");
            assertThat(query(first, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    @Tag("K20")
    void startsAgainAfterAKillInTheMiddleOfItsFirstStart() throws Exception {
        CompletableFuture<ChildInstance> first = CompletableFuture.supplyAsync(this::start);
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(data().resolve("postgres/PG_VERSION")));
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        assertThat(first.get().exitCode()).isNotZero();

        try (ChildInstance second = start()) {
            assertThat(query(second, "SELECT 1")).isEqualTo("1");
        }

        try (Stream<Path> files = Files.list(data())) {
            assertThat(files)
                    .anySatisfy(
                            file -> assertThat(file.getFileName().toString()).startsWith("postgres.incomplete-"));
        }
    }

    @Test
    void refusesAClusterOfAnotherVersionAndALostPassword() throws Exception {
        Path cluster = Files.createDirectories(data().resolve("postgres"));
        Files.createFile(cluster.resolve(".slipway-complete"));
        SlipwaySettings settings = new SlipwaySettings(data(), Optional.empty(), List.of(), List.of());
        try (DataFolder folder = new DataFolder(settings)) {
            Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("was made by PostgreSQL 17, but this Slipway brings 18");

            Files.writeString(cluster.resolve("PG_VERSION"), "18\n");
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("The password of the embedded PostgreSQL is gone");
        }
    }

    @Test
    void startsNothingWithAnExternalDatabase() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:1/nowhere";
        String key = Base64.getEncoder().encodeToString(new byte[32]);

        assertThat(failedStart(Map.of("SPRING_DATASOURCE_URL", url, "SLIPWAY_MASTER_KEY", key)))
                .contains("The database cannot be reached");
        assertThat(data().resolve("postgres")).doesNotExist();
    }

    @Test
    void saysWhichSettingIsUnknown() throws Exception {
        assertThat(failedStart(Map.of("SLIPWAY_PUBLIK_URL", "https://a")))
                .contains("There is no setting SLIPWAY_PUBLIK_URL: did you mean slipway.public-url?");
    }

    private ChildInstance start() {
        return start(Map.of("SPRING_DATASOURCE_URL", ""));
    }

    private ChildInstance start(Map<String, String> variables) {
        try {
            ChildInstance child = ChildInstance.start(data(), variables);
            children.add(child);
            return child;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String failedStart(Map<String, String> variables) throws Exception {
        ChildInstance child = start(variables);
        assertThat(child.exitCode()).isNotZero();
        assertThat(child.text()).doesNotContain("\tat ");
        return child.text();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void execute(ChildInstance child, String sql) throws Exception {
        try (Connection connection = connect(child);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(ChildInstance child, String sql) throws Exception {
        try (Connection connection = connect(child);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect(ChildInstance child) throws Exception {
        String password =
                Files.readString(data().resolve("secrets/postgres.password")).strip();
        return DriverManager.getConnection(child.url(), "slipway", password);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
