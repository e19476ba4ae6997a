package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The embedded PostgreSQL stops at once, as if its machine lost power, and comes back.
class DatabaseFaultHttpTest {

    private static final byte[] LAYER = "layer".getBytes(UTF_8);

    @TempDir
    Path data;

    @Test
    @Tag("K20")
    void goesOnWhenTheDatabaseIsBack() throws Exception {
        try (ChildServer server = ChildServer.start(data)) {
            RepositoryClient repository = server.repository("app");
            ManifestBuilder image = repository.pushImage("v1", LAYER);
            String location = repository.startUpload();
            assertThat(repository.client().patch(location, LAYER).status()).isEqualTo(202);
            Path cluster = data.resolve("postgres");
            ProcessHandle database = postmaster(cluster);

            signal("QUIT", database.pid());
            database.onExit().get(30, TimeUnit.SECONDS);

            for (String path : new String[] {
                repository.manifest("v1"),
                repository.blob(ManifestBuilder.digest(LAYER)),
                repository.path("/tags/list"),
                location
            }) {
                assertUnavailable(repository.client().get(path));
            }
            assertUnavailable(repository.put("v2", image));
            assertUnavailable(repository.client().post(repository.uploads()));
            assertUnavailable(repository.client().patch(location, LAYER));
            assertUnavailable(server.client().get("/token?scope=repository:admin/app:pull"));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> server.client().get("/readyz").status() == 503);
            restart(cluster);
            awaitDatabase(cluster);
            long back = System.nanoTime();
            awaitAnswer(repository);
            Duration served = Duration.ofNanos(System.nanoTime() - back);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> server.client().get("/readyz").status() == 200);
            Duration ready = Duration.ofNanos(System.nanoTime() - back);
            System.out.println("K20: served " + served.toMillis() + " ms after PostgreSQL was back, ready "
                    + ready.toMillis() + " ms after");
            assertThat(served).isLessThan(Duration.ofSeconds(10));
            assertThat(ready).isLessThan(Duration.ofSeconds(10));
            assertThat(repository.client().get(repository.manifest("v1")).body())
                    .isEqualTo(image.bytes());
            assertThat(repository
                            .client()
                            .get(repository.blob(ManifestBuilder.digest(LAYER)))
                            .body())
                    .isEqualTo(LAYER);
            assertThat(repository.client().get(location).header("Range")).contains("0-4");
            assertThat(repository.put("v2", image).status()).isEqualTo(201);
            assertThat(repository
                            .client()
                            .put(location + "?digest=" + ManifestBuilder.digest(LAYER), new byte[0])
                            .status())
                    .isEqualTo(201);
        }
    }

    private static ProcessHandle postmaster(Path cluster) throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor())
                .isZero();
    }

    /// With the options it ran with; a server that refuses to run as root is given a namespace where it is nobody.
    private void restart(Path cluster) throws Exception {
        String command = Files.readString(cluster.resolve("postmaster.opts")).strip();
        String start = System.getProperty("user.name").equals("root") ? "exec unshare -U " : "exec ";
        new ProcessBuilder("sh", "-c", start + command)
                .directory(cluster.toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("restarted.log").toFile())
                .start();
    }

    /// It recovers first; until it is far enough there is no file that says where it listens.
    private void awaitDatabase(Path cluster) throws Exception {
        String password =
                Files.readString(data.resolve("secrets/postgres.password")).strip();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> {
                    String port = Files.readAllLines(cluster.resolve("postmaster.pid"))
                            .get(3)
                            .strip();
                    try (var connection = DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + port + "/slipway", "slipway", password)) {
                        return connection.isValid(5);
                    }
                });
    }

    /// Each try waits for a connection by itself: seconds, not a busy loop.
    private static void awaitAnswer(RepositoryClient repository) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Reply reply = repository.client().head(repository.manifest("v1"));
        while (reply.status() != 200 && System.nanoTime() < deadline) {
            assertThat(reply.status()).isEqualTo(503);
            reply = repository.client().head(repository.manifest("v1"));
        }
        assertThat(reply.status()).isEqualTo(200);
    }

    private static void assertUnavailable(Reply reply) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(503);
        assertThat(reply.errorCode()).isNotEmpty();
        assertThat(reply.header("Retry-After")).isPresent();
    }
}
