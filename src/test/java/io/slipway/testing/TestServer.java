package io.slipway.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/// The one PostgreSQL of a test run: a container where an engine answers and has the image, else the embedded one.
/// Nothing is ever pulled.
record TestServer(String address, String username, String password) {

    private static final String IMAGE_VARIABLE = "SLIPWAY_TEST_POSTGRES_IMAGE";

    static TestServer start() {
        String image = System.getProperty(IMAGE_VARIABLE, System.getenv().getOrDefault(IMAGE_VARIABLE, "postgres:17"));
        Optional<String> obstacle = obstacle(image);
        System.out.println("Tests use PostgreSQL "
                + obstacle.map(reason -> "embedded: " + reason).orElse("of the image " + image));
        return obstacle.isPresent() ? startEmbedded() : startContainer(image);
    }

    String url(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"), username, password);
    }

    /// Why there is no container, if there is none.
    private static Optional<String> obstacle(String image) {
        // asked first, since the library prints pages when nothing answers
        boolean socket = Files.exists(Path.of("/var/run/docker.sock"));
        if (!socket && System.getenv("DOCKER_HOST") == null) {
            return Optional.of("there is no container engine");
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no container engine answers");
        }
        try {
            DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException absent) {
            return Optional.of("the container engine has no image " + image);
        }
    }

    @SuppressWarnings("resource")
    private static TestServer startContainer(String image) {
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withImagePullPolicy(_ -> false);
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(container::stop)));
        return new TestServer(
                container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    @SuppressWarnings("resource")
    private static TestServer startEmbedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(TestFolder.fresh("postgres"))
                    // unpacked once for many runs
                    .setOverrideWorkingDirectory(
                            Path.of("target", "test-postgres").toAbsolutePath().toFile())
                    .setRegisterShutdownHook(false)
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server::close)));
            return new TestServer("127.0.0.1:" + server.getPort(), "postgres", "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Last of all: programs that stop at the same time want to write what they still hold.
    private static void stop(AutoCloseable server) {
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().matches("Spring\\w+ShutdownHook")) {
                    thread.join(Duration.ofSeconds(20));
                }
            }
            server.close();
            TestFolder.delete();
        } catch (Exception failure) {
            System.out.println("The test database did not stop: " + failure);
        }
    }
}
