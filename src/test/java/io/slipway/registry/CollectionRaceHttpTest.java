package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Trash;
import io.slipway.gc.GarbageCollector;
import io.slipway.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/// Everything at once against collection with leases of two seconds, for `-Drace.seconds=15`.
@TestPropertySource(
        properties = {
            "slipway.gc.enabled=false",
            "slipway.gc.grace=2s",
            "slipway.gc.sweep-delay=0s",
            "slipway.gc.untagged=0s",
            "slipway.trash.window=1s"
        })
@Tag("L4")
@Tag("K7")
class CollectionRaceHttpTest extends RegistryHttpBase {

    private static final int PUSHERS = 6;
    private static final int COLLECTORS = 2;

    @Autowired
    GarbageCollector collector;

    @Autowired
    Trash trash;

    @Autowired
    Environment environment;

    private final List<RepositoryClient> places = new ArrayList<>();
    private volatile boolean over;

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        for (int i = 0; i < 3; i++) {
            places.add(RepositoryClient.of(person("racer"), freshName("racer")));
            places.get(i).push("{}".getBytes(UTF_8));
        }
        List<RacePusher> pushers = new ArrayList<>();
        long collected;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < PUSHERS; i++) {
                RacePusher pusher = new RacePusher(places, trash, repositories, i);
                pushers.add(pusher);
                running.add(threads.submit(() -> pusher.run(() -> over)));
            }
            List<Future<Long>> collecting = new ArrayList<>();
            for (int i = 0; i < COLLECTORS; i++) {
                collecting.add(threads.submit(this::collect));
            }
            TimeUnit.SECONDS.sleep(Integer.getInteger("race.seconds", 15));
            over = true;
            for (Future<?> one : running) {
                one.get();
            }
            collected = collecting.get(0).get() + collecting.get(1).get();
        }

        List<String> faults = new ArrayList<>();
        pushers.forEach(pusher -> faults.addAll(pusher.faults()));
        System.out.println("race: " + pushers.stream().map(RacePusher::toString).collect(Collectors.joining("; "))
                + "; collected " + collected);
        assertThat(faults).as("answers while it ran").isEmpty();
        assertThat(collected).as("collected").isPositive();
        assertWhole();
        for (RacePusher pusher : pushers) {
            pusher.kept()
                    .forEach(kept -> assertThat(
                                    kept.place().client().get(kept.path()).status())
                            .as("never deleted: %s", kept)
                            .isEqualTo(200));
        }
        assertKeysAgree();
    }

    private long collect() throws InterruptedException {
        long objects = 0;
        while (!over) {
            objects += collector.run().objects();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return objects;
    }

    /// What answers by digest is whole, through its own repository.
    private void assertWhole() {
        int whole = 0;
        for (RepositoryClient place : places) {
            List<byte[]> digests =
                    jdbc.sql("""
                            SELECT m.digest FROM content.manifest m JOIN content.repository r ON r.id = m.repository_id
                            WHERE r.name = ? AND m.deleted_at IS NULL
                            """).param(place.name()).query(byte[].class).list();
            for (byte[] bytes : digests) {
                Reply manifest = place.client().get(place.manifest(Digest.fromBytes(bytes)));
                assertThat(manifest.status()).isEqualTo(200);
                for (var layer : manifest.json().path("layers")) {
                    String digest = layer.path("digest").asString();
                    Reply blob = place.client().get(place.blob(digest));
                    assertThat(blob.status())
                            .as("%s in %s", digest, place.name())
                            .isEqualTo(200);
                    assertThat(ManifestBuilder.digest(blob.body()).toString()).isEqualTo(digest);
                    whole++;
                }
            }
        }
        assertThat(whole).as("layers read").isPositive();
    }

    /// Each key has an owner, each blob its bytes.
    private void assertKeysAgree() throws IOException {
        Path folder = Path.of(environment.getRequiredProperty("slipway.data-dir"), "blobs");
        Set<String> files;
        try (var paths = Files.walk(folder)) {
            files = paths.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        assertThat(keys("SELECT storage_key FROM content.blob")).isSubsetOf(files);
        assertThat(files).isSubsetOf(keys("""
                SELECT storage_key FROM content.blob UNION ALL SELECT storage_key FROM content.upload
                UNION ALL SELECT storage_key FROM content.object_deletion
                """));
    }

    private List<String> keys(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
