package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.content.Actor;
import io.slipway.content.Trash;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What moves and takes away the same tags at once waits for each other, and never in a circle:
/// PostgreSQL has nothing to give up. Each test finds dozens of circles when the order of locks is
/// another one.
@Tag("K25")
class TagLocksHttpTest extends RegistryHttpBase {

    private static final int ROUNDS = 100;

    @Autowired
    MeterRegistry meters;

    @Autowired
    Trash trash;

    private RepositoryClient place;
    private ManifestBuilder first;
    private ManifestBuilder second;

    @BeforeEach
    void pushTwo() {
        place = RepositoryClient.of(person("ada"), freshName("ada"));
        place.push("{}".getBytes(UTF_8));
        first = ManifestBuilder.aManifest().withAnnotation("n", "first");
        second = ManifestBuilder.aManifest().withAnnotation("n", "second");
    }

    @Test
    void twoImagesTakeOneTagFromEachOther() throws Exception {
        assertThat(circles(
                        () -> place.put("latest", first),
                        () -> place.put("latest", second),
                        () -> place.put("latest", first),
                        () -> place.put("latest", second)))
                .isZero();
    }

    @Test
    void twoImagesChangePlaces() throws Exception {
        place.put("blue", first);
        place.put("green", second);

        assertThat(circles(
                        () -> place.put("blue", second),
                        () -> place.put("green", first),
                        () -> place.put("blue", first),
                        () -> place.put("green", second)))
                .isZero();
    }

    @Test
    void aTagGoesWhileItMoves() throws Exception {
        String tag = place.manifest("latest");

        assertThat(circles(
                        () -> place.put("latest", first),
                        () -> place.put("latest", second),
                        () -> place.client().delete(tag),
                        () -> place.client().delete(tag)))
                .isZero();
    }

    @Test
    void anImageGoesWhileItsTagsMove() throws Exception {
        CyclicBarrier round = new CyclicBarrier(2, () -> {
            place.put("stable", first);
            place.put("latest", first);
        });

        assertThat(circles(
                        () -> {
                            round.await(20, TimeUnit.SECONDS);
                            return place.put("latest", second);
                        },
                        () -> {
                            round.await(20, TimeUnit.SECONDS);
                            return place.client().delete(place.manifest(digest(first)));
                        }))
                .isZero();
    }

    @Test
    void aTagIsRestoredWhileItMoves() throws Exception {
        place.put("latest", first);
        place.put("stable", second);

        assertThat(circles(
                        () -> place.put("latest", second),
                        () -> place.put("stable", first),
                        () -> restore("latest", first),
                        () -> restore("stable", second)))
                .isZero();
    }

    private String restore(String tag, ManifestBuilder image) {
        var repository = repositories
                .find(new RepositoryName(place.name()))
                .orElseThrow()
                .forWriting();
        trash.restore(repository, new Actor(1, "test"), new io.slipway.oci.Tag(tag), digest(image));
        return tag;
    }

    private static Digest digest(ManifestBuilder image) {
        return ManifestBuilder.digest(image.bytes());
    }

    /// How many transactions had to begin again while all did this at once, often.
    private double circles(Callable<?>... all) throws Exception {
        double before = meters.counter("slipway.transactions.repeated").count();
        CyclicBarrier start = new CyclicBarrier(all.length);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Callable<?> one : all) {
                running.add(clients.submit(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        start.await(20, TimeUnit.SECONDS);
                        Object said = one.call();
                        if (said instanceof Reply reply) {
                            assertThat(reply.status()).as("%s", reply).isLessThan(500);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return meters.counter("slipway.transactions.repeated").count() - before;
    }
}
