package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that takes connections and says nothing, or nothing for long.
class DatabaseSilenceHttpTest {

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] LAYER = "layer".getBytes(UTF_8);

    /// A shorter one than usual, so that the test takes less of it.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /// A statement in vain with what its connection has more, and a wait for another connection.
    private static final Duration LONGEST = LIMIT.plusSeconds(5 + 3 + 2);

    @TempDir
    static Path data;

    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static DatabaseProxy proxy;
    private static ChildServer server;

    @BeforeAll
    static void start() throws Exception {
        proxy = DatabaseProxy.to(DATABASE);
        server = ChildServer.start(data, proxy.reached(), "--slipway.database.timeout=" + LIMIT);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        proxy.close();
    }

    private record Answer(Reply reply, Duration time) {}

    @Test
    @Tag("K20")
    void answersInTimeWhileTheDatabaseSaysNothingAndSoonAfter() throws Exception {
        RepositoryClient repository = server.repository("k20");
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        String location = repository.startUpload();
        assertThat(repository.client().patch(location, LAYER).status()).isEqualTo(202);
        await().until(() -> ready() == 200);
        AtomicBoolean over = new AtomicBoolean();
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        var acknowledged = ConcurrentHashMap.<String>newKeySet();

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String client = "c" + i + "-";
                clients.submit(() -> {
                    for (int n = 0; !over.get(); n++) {
                        String tag = client + n;
                        Answer push = answer(() -> repository.put(tag, image));
                        if (push.reply().status() == 201) {
                            acknowledged.add(tag);
                        }
                        answers.add(push);
                        answers.add(answer(() -> repository.client().get(repository.manifest("v1"))));
                    }
                });
            }
            await().until(() -> acknowledged.size() > 30);
            proxy.silence();
            await().atMost(Duration.ofSeconds(60)).until(() -> ready() == 503);
            proxy.heal();
            long back = System.nanoTime();
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            repository.client().get(repository.manifest("v1")).status() == 200);
            Duration served = Duration.ofNanos(System.nanoTime() - back);
            await().atMost(Duration.ofSeconds(10)).until(() -> ready() == 200);
            Duration ready = Duration.ofNanos(System.nanoTime() - back);
            System.out.println("K20: served " + served.toMillis() + " ms after a silent database spoke again, ready "
                    + ready.toMillis() + " ms after");
            over.set(true);
        }
        System.out.println("K20: the longest answer took "
                + answers.stream()
                        .map(Answer::time)
                        .max(Comparator.naturalOrder())
                        .orElseThrow());

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.reply().status()).isIn(200, 201, 503);
            assertThat(answer.time()).as("%s", answer.reply()).isLessThan(LONGEST);
            if (answer.reply().status() == 503) {
                assertThat(answer.reply().header("Retry-After")).isPresent();
            }
        });
        assertThat(answers).anyMatch(answer -> answer.reply().status() == 503);
        for (String tag : acknowledged) {
            assertThat(repository.client().head(repository.manifest(tag)).status())
                    .as(tag)
                    .isEqualTo(200);
        }
        assertThat(repository.client().get(location).header("Range")).contains("0-4");
        String finish = location + "?digest=" + ManifestBuilder.digest(LAYER);
        assertThat(repository.client().put(finish, NOTHING).status()).isEqualTo(201);
    }

    /// What looks at whole tables may take longer than what serves a request.
    @Test
    @Tag("K20")
    void givesUpAStatementThatWaitsTooLong() throws Exception {
        RepositoryClient repository = server.repository("waits");
        repository.push(LAYER);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE content.blob, content.upload IN ACCESS EXCLUSIVE MODE");
            Future<Reply> whole = clients.submit(() -> server.client().get("/api/v1/admin/scrub"));

            for (int round = 0; round < 2; round++) {
                Answer push = answer(() -> repository.client().post(repository.uploads()));
                assertThat(push.reply().status()).as("%s", push.reply()).isEqualTo(503);
                assertThat(push.reply().header("Retry-After")).isPresent();
                assertThat(push.time()).isBetween(LIMIT, LONGEST);
            }
            assertThat(whole.isDone()).isFalse();
            connection.rollback();
            assertThat(whole.get().status()).isEqualTo(200);
        }
        assertThat(repository.client().post(repository.uploads()).status()).isEqualTo(202);
    }

    private static int ready() {
        return server.client().get("/readyz").status();
    }

    private static Answer answer(Supplier<Reply> request) {
        long start = System.nanoTime();
        Reply reply = request.get();
        return new Answer(reply, Duration.ofNanos(System.nanoTime() - start));
    }
}
