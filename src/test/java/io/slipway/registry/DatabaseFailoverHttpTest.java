package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The machine of the primary dies in the middle of commits, and its synchronous standby takes over.
class DatabaseFailoverHttpTest {

    private static final int CLIENTS = 6;

    @TempDir
    static Path folder;

    @Test
    @Tag("K21")
    void losesNothingThatWasAcknowledged() throws Exception {
        try (PostgresPair pair = PostgresPair.start(folder);
                ChildServer server = ChildServer.start(folder.resolve("data"), pair.database())) {
            RepositoryClient repository = server.repository("k21");
            repository.push("{}".getBytes(UTF_8));
            Map<String, ManifestBuilder> acknowledged = new ConcurrentHashMap<>();
            Queue<Reply> answers = new ConcurrentLinkedQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            int before;
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                    AutoCloseable _ = () -> over.set(true)) {
                for (int i = 0; i < CLIENTS; i++) {
                    String client = "c" + i + "-";
                    clients.submit(() -> {
                        for (int n = 0; !over.get(); n++) {
                            push(repository, client + n, acknowledged, answers);
                        }
                    });
                }
                await().until(() -> acknowledged.size() > 50);

                pair.killPrimary(CLIENTS / 2);
                before = acknowledged.size();
                long killed = System.nanoTime();
                pair.promote();
                long back = System.nanoTime();
                await().atMost(Duration.ofSeconds(10)).until(() -> acknowledged.size() > before + CLIENTS);
                System.out.printf(
                        "K21: the standby took writes %d ms after the primary died, pushes succeeded %d ms after that%n",
                        Duration.ofNanos(back - killed).toMillis(),
                        Duration.ofNanos(System.nanoTime() - back).toMillis());
                await().until(() -> acknowledged.size() > before + 50);
            }

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isIn(201, 503);
                if (answer.status() == 503) {
                    assertThat(answer.header("Retry-After")).isPresent();
                }
            });
            acknowledged.forEach((tag, image) -> {
                assertThat(repository.client().get(repository.manifest(tag)).body())
                        .as(tag)
                        .isEqualTo(image.bytes());
                byte[] layer = layer(tag);
                assertThat(repository
                                .client()
                                .get(repository.blob(ManifestBuilder.digest(layer)))
                                .body())
                        .isEqualTo(layer);
            });
            System.out.printf(
                    "K21: %d images acknowledged before and %d after, none lost; %d requests answered 503%n",
                    before,
                    acknowledged.size() - before,
                    answers.stream().filter(answer -> answer.status() == 503).count());
        }
    }

    private static void push(
            RepositoryClient repository, String tag, Map<String, ManifestBuilder> acknowledged, Queue<Reply> answers) {
        byte[] layer = layer(tag);
        ManifestBuilder image = ManifestBuilder.aManifest().withLayer(layer);
        Reply blob = repository.client().post(repository.uploads() + "?digest=" + ManifestBuilder.digest(layer), layer);
        answers.add(blob);
        if (blob.status() == 201) {
            Reply manifest = repository.put(tag, image);
            answers.add(manifest);
            if (manifest.status() == 201) {
                acknowledged.put(tag, image);
            }
        }
    }

    private static byte[] layer(String tag) {
        return ("layer of " + tag).getBytes(UTF_8);
    }
}
