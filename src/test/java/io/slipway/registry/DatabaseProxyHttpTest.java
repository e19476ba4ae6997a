package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.oci.Digest;
import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program whose way to the database is long, narrow or breaks.
class DatabaseProxyHttpTest {

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] CONTENT = "a layer, and more of it".repeat(400).getBytes(UTF_8);

    private static final String WAITING =
            "pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

    @TempDir
    static Path data;

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static DatabaseProxy proxy;
    private static ChildServer server;

    @BeforeAll
    static void start() throws Exception {
        proxy = DatabaseProxy.to(DATABASE);
        server = ChildServer.start(data, proxy.reached());
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        proxy.close();
    }

    /// The answer to a COMMIT is lost at every step of a push: the client repeats the step, and all is there once.
    @Test
    @Tag("K22")
    void repeatsWhatWasCommittedWithoutAnAnswer() throws Exception {
        setQuota(1_000_000);
        RepositoryClient repository = server.repository("k22");
        repository.push("{}".getBytes(UTF_8));
        RegistryClient client = repository.client();
        Digest digest = ManifestBuilder.digest(CONTENT);
        ManifestBuilder image = ManifestBuilder.aManifest().withLayer(CONTENT);
        long before = charged();

        // a session of which nobody knows: it ends by itself after a day
        assertThat(lost(() -> client.post(repository.uploads()))).isEqualTo(503);
        String location = repository.startUpload();
        try (Wire wire = client.connect()) {
            int half = CONTENT.length / 2;
            wire.send(client.start("PATCH", location, "Content-Length: " + CONTENT.length + "\r\n"))
                    .send(Arrays.copyOf(CONTENT, half));
            await().until(() -> rows("content.upload WHERE state = 'WRITING'") == 1);
            byte[] rest = Arrays.copyOfRange(CONTENT, half, CONTENT.length);
            assertThat(lost(() -> wire.send(rest).read())).isEqualTo(503);
        }
        // no bytes twice: a client asks how far it came
        assertThat(client.get(location).header("Range")).contains("0-" + (CONTENT.length - 1));
        String finish = location + "?digest=" + digest;
        assertThat(lost(() -> client.put(finish, NOTHING))).isEqualTo(503);
        assertThat(client.put(finish, NOTHING).status()).isEqualTo(201);
        assertThat(lost(() -> repository.put("v1", image))).isEqualTo(503);
        assertThat(repository.put("v1", image).status()).isEqualTo(201);

        assertThat(client.get(repository.manifest("v1")).body()).isEqualTo(image.bytes());
        assertThat(client.get(repository.blob(digest)).body()).isEqualTo(CONTENT);
        assertThat(rows("content.blob WHERE digest = '\\x01" + digest.hex() + "'"))
                .isEqualTo(1);
        assertThat(rows("content.tag_event WHERE name = 'v1'")).isEqualTo(1);
        assertThat(charged() - before).isEqualTo(CONTENT.length + image.bytes().length);
        assertThat(number("SELECT COALESCE(sum(reserved), 0) FROM content.upload"))
                .isZero();

        String whole = repository.uploads() + "?digest=" + ManifestBuilder.digest("other".getBytes(UTF_8));
        assertThat(lost(() -> client.post(whole, "other".getBytes(UTF_8)))).isEqualTo(503);
        assertThat(client.post(whole, "other".getBytes(UTF_8)).status()).isEqualTo(201);
        assertThat(lost(() -> client.delete(repository.manifest("v1")))).isEqualTo(503);
        assertThat(client.delete(repository.manifest("v1")).status()).isEqualTo(404);
        await().until(() -> rows("activity.audit WHERE action = 'tag.delete'") == 1);
    }

    /// Ten wait for a lock with all the connections there are; the others are told so after three seconds.
    @Test
    @Tag("K23")
    void answersWhenThePoolIsExhausted() throws Exception {
        RepositoryClient repository = server.repository("k23");
        repository.startUpload();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Timed>> answers = new ArrayList<>();
            try (Connection connection = DATABASE.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("LOCK TABLE content.upload IN ACCESS EXCLUSIVE MODE");
                for (int i = 0; i < 40; i++) {
                    answers.add(clients.submit(timed(() -> repository.client().post(repository.uploads()))));
                }
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> answers.stream().filter(Future::isDone).count() >= 30);
                connection.rollback();
            }
            int refused = 0;
            for (Future<Timed> answer : answers) {
                Reply reply = answer.get().reply();
                assertThat(reply.status()).as("%s", reply).isIn(202, 503);
                if (reply.status() == 503) {
                    refused++;
                    assertThat(reply.header("Retry-After")).isPresent();
                    assertThat(answer.get().seconds()).isLessThan(10);
                }
            }
            assertThat(refused).isBetween(30, 32);
        }
        assertThat(repository.client().post(repository.uploads()).status()).isEqualTo(202);
    }

    @Test
    @Tag("K24")
    void answersInTimeWhenEachQueryIsSlow() throws Exception {
        RepositoryClient repository = server.repository("k24");
        ManifestBuilder image = repository.pushImage("v1", CONTENT);
        List<Callable<Timed>> requests = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            requests.add(timed(
                    i % 3 == 0
                            ? () -> repository.client().post(repository.uploads())
                            : () -> repository.client().get(repository.manifest("v1"))));
        }

        proxy.delay(Duration.ofSeconds(5));
        List<Timed> answers = atOnce(requests);
        proxy.heal();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.reply().status()).isIn(200, 202, 503);
            assertThat(answer.seconds()).isLessThan(25);
        });
        assertThat(answers).anyMatch(answer -> answer.reply().status() == 503);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> repository.client().get(repository.manifest("v1")).status() == 200);
        assertThat(repository.client().get(repository.manifest("v1")).body()).isEqualTo(image.bytes());
    }

    /// Each push waits for a row that waits for a row of the push: PostgreSQL gives up one of the two.
    @Test
    @Tag("K25")
    void goesOnAfterDeadlocks() throws Exception {
        RepositoryClient repository = server.repository("k25");
        Digest first = repository.push("the first".getBytes(UTF_8));
        Digest last = repository.push("the last".getBytes(UTF_8));
        repository.push("{}".getBytes(UTF_8));
        ManifestBuilder image = ManifestBuilder.aManifest()
                .withLayer("the first".getBytes(UTF_8))
                .withLayer("the last".getBytes(UTF_8));
        int given = 0;
        for (int round = 0; round < 5 && given == 0; round++) {
            given += deadlock(repository, image, List.of(first, last), "t" + round) ? 1 : 0;
        }
        assertThat(given).as("rounds in which a push was given up").isPositive();
        assertThat(repository.client().get(repository.manifest("t0-2")).body()).isEqualTo(image.bytes());
    }

    /// @return whether PostgreSQL gave up a push, and not the test, which came later
    private static boolean deadlock(RepositoryClient repository, ManifestBuilder image, List<Digest> layers, String tag)
            throws Exception {
        String lock = "SELECT FROM content.blob WHERE digest = '\\x01%s' FOR UPDATE";
        boolean pushGaveUp = true;
        List<Future<Reply>> pushes = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(lock.formatted(layers.getLast().hex()));
            for (int i = 0; i < 3; i++) {
                String name = tag + "-" + i;
                pushes.add(clients.submit(() -> repository.put(name, image)));
            }
            await().pollInterval(Duration.ofMillis(20)).until(() -> rows(WAITING) >= 1);
            try {
                statement.execute(lock.formatted(layers.getFirst().hex()));
            } catch (SQLException givenUp) {
                assertThat(givenUp.getSQLState()).isEqualTo("40P01");
                pushGaveUp = false;
            }
            connection.rollback();
            for (Future<Reply> push : pushes) {
                Reply reply = push.get();
                assertThat(reply.status()).as("%s", reply).isEqualTo(201);
            }
        }
        return pushGaveUp;
    }

    private record Timed(Reply reply, double seconds) {}

    private static Callable<Timed> timed(Supplier<Reply> request) {
        return () -> {
            long start = System.nanoTime();
            Reply reply = request.get();
            return new Timed(reply, (System.nanoTime() - start) / 1e9);
        };
    }

    private static List<Timed> atOnce(List<Callable<Timed>> requests) throws Exception {
        List<Timed> answers = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Timed> answer : clients.invokeAll(requests)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }

    private static int lost(Supplier<Reply> request) {
        proxy.cutAtCommits();
        Reply reply = request.get();
        assertThat(proxy.heal()).as("connections cut, answer %s", reply).isPositive();
        return reply.status();
    }

    private static void setQuota(long limit) {
        Reply reply = server.client()
                .with("Content-Type", "application/json")
                .put("/api/v1/namespaces/admin/quota", ("{\"limit\": " + limit + "}").getBytes(UTF_8));
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    }

    private static long charged() throws SQLException {
        return number("SELECT COALESCE(sum(bytes), 0) FROM content.quota_charge");
    }

    private static long rows(String from) throws SQLException {
        return number("SELECT count(*) FROM " + from);
    }

    private static long number(String query) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
