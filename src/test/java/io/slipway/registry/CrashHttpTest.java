package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program is killed, and another one goes on with the same folder and database.
class CrashHttpTest {

    private static final int SIZE = 3_000_000;
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path data;

    private final TestDatabase database = TestDatabase.migrated();
    private final byte[] content = new byte[SIZE];

    CrashHttpTest() {
        new Random(5).nextBytes(content);
    }

    @Test
    @Tag("K1")
    @Tag("K2")
    void resumesUploadsAfterItWasKilled() throws Exception {
        String betweenChunks;
        String midChunk;
        String beforeFinish;
        try (ChildServer server = ChildServer.start(data, database)) {
            RepositoryClient repository = server.repository("app");
            betweenChunks = repository.startUpload();
            assertThat(repository
                            .client()
                            .patch(betweenChunks, Arrays.copyOf(content, 1_000_000))
                            .status())
                    .isEqualTo(202);
            beforeFinish = repository.startUpload();
            assertThat(repository.client().patch(beforeFinish, content).status())
                    .isEqualTo(202);
            midChunk = repository.startUpload();
            repository.client().patch(midChunk, Arrays.copyOf(content, 500_000));
            try (Wire wire = repository.client().connect()) {
                wire.send(repository.client().start("PATCH", midChunk, "Content-Length: 2500000\r\n"))
                        .send(Arrays.copyOfRange(content, 500_000, 2_000_000));
                server.kill();
            }
        }
        // the killed writer keeps its session for half a minute; the test is not to wait for that
        expireWriters();
        try (ChildServer server = ChildServer.start(data, database)) {
            RepositoryClient repository = server.repository("app");
            assertThat(received(repository, betweenChunks)).isEqualTo(1_000_000);
            assertThat(received(repository, midChunk)).isEqualTo(500_000);
            finish(repository, betweenChunks, 1_000_000);
            finish(repository, midChunk, 500_000);
            Digest digest = ManifestBuilder.digest(content);
            assertThat(repository
                            .client()
                            .put(beforeFinish + "?digest=" + digest, NOTHING)
                            .status())
                    .isEqualTo(201);
            assertThat(repository.client().get(repository.blob(digest)).body()).isEqualTo(content);
        }
    }

    /// Clients push and move a tag until the kill: whatever was acknowledged is whole, what was not can be pushed
    /// again.
    @Test
    @Tag("K3")
    @Tag("K4")
    @Tag("K5")
    @Tag("K6")
    void keepsWhatItAcknowledgedWhenItIsKilledUnderLoad() throws Exception {
        Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();
        Queue<byte[]> unknown = new ConcurrentLinkedQueue<>();
        try (ChildServer server = ChildServer.start(data, database)) {
            RepositoryClient repository = server.repository("app");
            repository.push("{}".getBytes(UTF_8));
            CountDownLatch warm = new CountDownLatch(40);
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 6; i++) {
                    int number = i;
                    clients.submit(() -> pushUntilItFails(repository, number, acknowledged, unknown, warm));
                }
                warm.await();
                server.kill();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(30);
        try (ChildServer server = ChildServer.start(data, database)) {
            RepositoryClient repository = server.repository("app");
            acknowledged.forEach((digest, manifest) -> {
                assertThat(repository.client().get(repository.manifest(digest)).body())
                        .isEqualTo(manifest);
                assertWhole(repository, manifest);
            });
            byte[] latest =
                    repository.client().get(repository.manifest("latest")).body();
            assertWhole(repository, latest);
            for (byte[] layer : unknown) {
                Digest digest = ManifestBuilder.digest(layer);
                Reply found = repository.client().get(repository.blob(digest));
                assertThat(found.status()).isIn(200, 404);
                assertThat(found.status() == 404 || Arrays.equals(found.body(), layer))
                        .isTrue();
                assertThat(repository.push(layer)).isEqualTo(digest);
            }
        }
    }

    private static void pushUntilItFails(
            RepositoryClient repository,
            int client,
            Map<String, byte[]> acknowledged,
            Queue<byte[]> unknown,
            CountDownLatch warm) {
        for (int i = 0; ; i++) {
            byte[] layer = ("layer " + i + " of " + client + " ").repeat(3_000).getBytes(UTF_8);
            ManifestBuilder image = ManifestBuilder.aManifest().withLayer(layer);
            try {
                repository.push(layer);
                Reply reply = repository.put("latest", image);
                if (reply.status() == 201) {
                    acknowledged.put(ManifestBuilder.digest(image.bytes()).toString(), image.bytes());
                }
                warm.countDown();
            } catch (RuntimeException connectionLost) {
                unknown.add(layer);
                return;
            }
        }
    }

    private static void assertWhole(RepositoryClient repository, byte[] manifest) {
        Reply parsed = new Reply(200, List.of(), manifest);
        parsed.json().path("layers").forEach(layer -> {
            String digest = layer.path("digest").asString();
            Reply blob = repository.client().get(repository.blob(digest));
            assertThat(blob.status()).isEqualTo(200);
            assertThat(ManifestBuilder.digest(blob.body()).toString()).isEqualTo(digest);
        });
    }

    private void expireWriters() throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE content.upload SET writer_until = now() WHERE writer_until IS NOT NULL");
        }
    }

    private static long received(RepositoryClient repository, String location) {
        Reply status = repository.client().get(location);
        assertThat(status.status()).as("%s", status).isEqualTo(204);
        return Long.parseLong(status.header("Range").orElseThrow().substring(2)) + 1;
    }

    private void finish(RepositoryClient repository, String location, int from) {
        Reply last = repository
                .client()
                .with("Content-Range", from + "-" + (SIZE - 1))
                .put(location + "?digest=" + ManifestBuilder.digest(content), Arrays.copyOfRange(content, from, SIZE));
        assertThat(last.status()).as("%s", last).isEqualTo(201);
    }
}
