package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.registry.Shell.Answer;
import io.slipway.testing.FaultyProxy;
import io.slipway.testing.FaultyProxy.Fault;
import io.slipway.testing.S3Server;
import io.slipway.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the disk into a bucket and back, while people push and pull.
class StorageMoveHttpTest {

    private static final String REPOSITORY = "moving";

    @TempDir
    Path folder;

    private final Map<String, byte[]> blobs = Collections.synchronizedMap(new LinkedHashMap<>());

    @Test
    void movesAllBlobsWhilePushesAndPullsGoOn() throws Exception {
        Path data = folder.resolve("data");
        TestDatabase database = TestDatabase.empty();
        Shell disk = Shell.of(data, database);
        Shell bucket = disk.with(Bucket.make().settings());
        try (ChildServer server = disk.server(data)) {
            push(server, 20);
            pushLarge(server);
        }
        try (ChildServer server = bucket.with("--slipway.storage.type=s3").server(data)) {
            assertPulls(server);
            push(server, 3);

            Answer wish = bucket.run("migrate-storage", "--dry-run");
            assertThat(wish.code()).as(wish.progress()).isZero();
            assertThat(wish.text()).contains("21 blobs");
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    push(server, 1);
                    assertPulls(server);
                }
            });
            Answer moved = bucket.run("migrate-storage");
            over.set(true);
            busy.join();

            assertThat(moved.text()).contains("Moved 21 blobs", "Nothing lies in other stores any more");
            assertThat(moved.code()).as(moved.progress()).isZero();
            assertThat(bucket.run("fsck", "--deep").text()).contains("Nothing is wrong");
            assertPulls(server);
        }
        // the disk is not needed any more
        Path elsewhere = folder.resolve("elsewhere");
        Shell alone = bucket.with("--slipway.storage.type=s3", "--slipway.storage.disk.path=" + elsewhere);
        try (ChildServer server = alone.server(data)) {
            assertPulls(server);
        }
        // and back, without a server
        Shell back = bucket.with("--slipway.storage.type=disk");
        assertThat(back.run("migrate-storage").text()).contains("Nothing lies in other stores any more");
        try (ChildServer server = disk.server(data)) {
            assertPulls(server);
        }
    }

    @Test
    void goesOnWhereItWasKilled() throws Exception {
        Path data = folder.resolve("data");
        TestDatabase database = TestDatabase.empty();
        try (ChildServer server = Shell.of(data, database).server(data)) {
            push(server, 40);
        }
        try (FaultyProxy proxy = new FaultyProxy(S3Server.running().port())) {
            Shell both = Shell.of(data, database)
                    .with(Bucket.make().settings(proxy.endpoint()))
                    .with("--slipway.storage.type=s3");
            assertThat(both.run("migrate-storage", "--dry-run").code()).isZero();
            AtomicInteger writes = new AtomicInteger();
            proxy.when(call -> call.line().startsWith("PUT ") && writes.incrementAndGet() > 20
                    ? Optional.of(new Fault.Stall())
                    : Optional.empty());
            Process cut = both.start("migrate-storage");
            await().atMost(Duration.ofMinutes(2)).until(() -> writes.get() >= 24);
            cut.destroyForcibly().waitFor();
            assertThat(count(database, "content.blob WHERE store = 2")).isEqualTo(20);
            proxy.behave();

            Answer rest = both.run("migrate-storage");

            assertThat(rest.code()).as(rest.text() + rest.progress()).isZero();
            assertThat(rest.text()).contains("Moved 20 blobs");
            assertThat(both.run("fsck", "--deep").text()).contains("Nothing is wrong");
            try (ChildServer server = both.server(data)) {
                assertPulls(server);
            }
        }
    }

    @Test
    void leavesBytesThatAreWrongWhereTheyAreAndSaysSo() throws Exception {
        Path data = folder.resolve("data");
        TestDatabase database = TestDatabase.empty();
        try (ChildServer server = Shell.of(data, database).server(data)) {
            push(server, 2);
        }
        flipOneByte(data.resolve("blobs"), blobs.values().iterator().next());
        Shell bucket = Shell.of(data, database).with(Bucket.make().settings()).with("--slipway.storage.type=s3");

        Answer answer = bucket.run("migrate-storage");

        assertThat(answer.code()).as(answer.text() + answer.progress()).isEqualTo(1);
        assertThat(answer.text())
                .contains("Moved 1 blobs", "1 have wrong bytes and stay; a push of the same layers mends them.");
        assertThat(bucket.run("migrate-storage").code()).isEqualTo(1);
        try (ChildServer server = bucket.server(data)) {
            byte[] again = blobs.values().iterator().next();
            server.repository(REPOSITORY).push(again);
            assertPulls(server);
        }
        assertThat(bucket.run("migrate-storage").code()).as("mended").isZero();
    }

    @Test
    void refusesToStartWithoutAStoreThatHasBlobs() throws Exception {
        Path data = folder.resolve("data");
        TestDatabase database = TestDatabase.empty();
        try (ChildServer server = Shell.of(data, database).server(data)) {
            push(server, 1);
        }

        Answer answer = Shell.of(data, database)
                .with(Bucket.make().settings())
                .with("--slipway.storage.type=s3", "--slipway.storage.disk.path=" + folder.resolve("elsewhere"))
                .run("fsck");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.progress()).contains("in a store that is not set up here");
    }

    private static long count(TestDatabase database, String rows) throws SQLException {
        try (Connection connection = database.connect();
                ResultSet result = connection.createStatement().executeQuery("SELECT count(*) FROM " + rows)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void flipOneByte(Path folder, byte[] content) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (Arrays.equals(bytes, content)) {
                    bytes[0] ^= 1;
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new AssertionError("nothing in " + folder);
    }

    private void push(ChildServer server, int count) {
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[1000 + new Random().nextInt(5000)];
            new Random().nextBytes(bytes);
            blobs.put(server.repository(REPOSITORY).push(bytes).toString(), bytes);
        }
    }

    private void pushLarge(ChildServer server) {
        byte[] bytes = new byte[20_000_000];
        new Random().nextBytes(bytes);
        blobs.put(server.repository(REPOSITORY).push(bytes).toString(), bytes);
    }

    private void assertPulls(ChildServer server) {
        RepositoryClient repository = server.repository(REPOSITORY);
        List<Map.Entry<String, byte[]>> known;
        synchronized (blobs) {
            known = new ArrayList<>(blobs.entrySet());
        }
        for (var blob : known) {
            Reply reply = repository.client().get(repository.blob(blob.getKey()));
            assertThat(reply.status()).as("%s", reply).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(blob.getValue());
        }
    }
}
