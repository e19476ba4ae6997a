package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Actor;
import io.slipway.content.Trash;
import io.slipway.gc.GarbageCollector;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import io.slipway.registry.ModelPlace.Image;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/// Anything in any order, cut anywhere, against a model in memory, for `-Dmodel.seconds=15`; `-Dmodel.seed=…` repeats a
/// run as far as its length goes. Hours pass by moving all times back.
@TestPropertySource(
        properties = {
            "slipway.gc.enabled=false",
            "slipway.gc.grace=10m",
            "slipway.gc.sweep-delay=5m",
            "slipway.gc.untagged=30m",
            "slipway.trash.window=60m"
        })
@Import(Cuts.class)
@Tag("L4")
@Tag("K8")
class CollectionModelHttpTest extends RegistryHttpBase {

    private static final byte[] CONFIG = "{}".getBytes(UTF_8);
    private static final int PLACES = 3;

    @Autowired
    GarbageCollector collector;

    @Autowired
    Trash trash;

    @Autowired
    Environment environment;

    @Autowired
    Cuts cuts;

    private final List<ModelPlace> places = new ArrayList<>();
    private final List<ModelPlace> gone = new ArrayList<>();
    private final List<Image> known = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final long start = System.nanoTime();
    private ModelDatabase database;
    private ModelRequests requests;
    private Random random = new Random();
    private double passed;

    @Test
    void keepsWhatAModelKeepsAndNothingElse() throws Exception {
        long seed = Long.getLong("model.seed", System.nanoTime());
        System.out.println("model: -Dmodel.seed=" + seed);
        database = new ModelDatabase(jdbc, environment);
        random = new Random(seed);
        requests = new ModelRequests(cuts, database, random, done);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Integer.getInteger("model.seconds", 15));
        while (System.nanoTime() < end) {
            while (places.size() < PLACES) {
                places.add(new ModelPlace(person("modeller"), freshName("modeller")));
                push(places.getLast());
            }
            act(places.get(random.nextInt(PLACES)));
        }
        restoreAll();
        settle();
        System.out.println("model: " + done);
    }

    private void pass(double seconds) throws SQLException {
        passed += seconds;
        database.pass(seconds);
    }

    private double now() {
        return passed + (System.nanoTime() - start) / 1e9;
    }

    private void act(ModelPlace place) throws Exception {
        int die = random.nextInt(100);
        if (die < 30) {
            push(place);
        } else if (die < 37) {
            again(place);
        } else if (die < 44) {
            index(place);
        } else if (die < 48) {
            describe(place);
        } else if (die < 55) {
            deleteTag(place);
        } else if (die < 67) {
            delete(place);
        } else if (die < 70) {
            deleteBlob(place);
        } else if (die < 80) {
            restore(place);
        } else if (die < 82) {
            deletePlace(place);
        } else if (die < 86) {
            restorePlace();
        } else {
            pass(random.nextInt(3) == 0 ? random.nextDouble(5_000) : random.nextDouble(1_000));
            collect();
        }
    }

    private void push(ModelPlace place) {
        ManifestBuilder manifest = ManifestBuilder.aManifest().withAnnotation("n", "" + done);
        List<byte[]> parts = new ArrayList<>(List.of(CONFIG));
        for (int i = 0; i <= random.nextInt(3); i++) {
            parts.add(("layer " + random.nextInt(14)).repeat(20).getBytes(UTF_8));
            manifest.withLayer(parts.getLast());
        }
        put(place, new Image(manifest, parts, Set.of(), Optional.empty()), random.nextInt(5) > 0);
    }

    /// What somebody pushed before, here or elsewhere, perhaps deleted since.
    private void again(ModelPlace place) {
        Image image = known.get(random.nextInt(known.size()));
        if (image.children().isEmpty()) {
            put(place, image, random.nextBoolean());
        }
    }

    private void index(ModelPlace place) {
        ManifestBuilder manifest = ManifestBuilder.anIndex().withAnnotation("n", "" + done);
        Set<Digest> children = place.live().stream()
                .filter(image -> image.children().isEmpty())
                .limit(1 + random.nextInt(3))
                .peek(image -> manifest.withChild(image.manifest().bytes()))
                .map(Image::digest)
                .collect(Collectors.toSet());
        if (!children.isEmpty()) {
            put(place, new Image(manifest, List.of(), children, Optional.empty()), random.nextInt(4) > 0);
        }
    }

    private void describe(ModelPlace place) {
        Image subject = known.get(random.nextInt(known.size()));
        ManifestBuilder manifest = ManifestBuilder.aManifest()
                .withSubject(subject.manifest().bytes())
                .withAnnotation("n", "" + done);
        put(place, new Image(manifest, List.of(CONFIG), Set.of(), Optional.of(subject.digest())), false);
    }

    private void put(ModelPlace place, Image image, boolean tagged) {
        for (byte[] part : image.parts()) {
            bring(place, part);
        }
        Object reference = tagged ? "t" + random.nextInt(4) : image.digest();
        Set<String> tags = tagged ? Set.of(reference.toString()) : Set.of();
        requests.change(
                "push",
                place,
                () -> requests.expect(place.client.put(reference, image.manifest()), 201),
                () -> place.put(image, tags, now()));
        known.add(image);
    }

    /// As clients do; one that was cut off tries again.
    private void bring(ModelPlace place, byte[] content) {
        Digest digest = ManifestBuilder.digest(content);
        if (place.client.client().head(place.client.blob(digest)).status() == 200) {
            place.promise(content, now() + ModelPlace.GRACE / 2);
            return;
        }
        String other = places.get(random.nextInt(places.size())).name();
        String query = random.nextBoolean() ? "?digest=" + digest : "?mount=" + digest + "&from=" + other;
        boolean mounts = query.startsWith("?mount");
        requests.change(
                "blob",
                place,
                () -> {
                    Reply reply =
                            place.client.client().post(place.client.uploads() + query, mounts ? new byte[0] : content);
                    if (reply.status() == 202) {
                        reply = place.client
                                .client()
                                .put(reply.header("Location").orElseThrow() + "?digest=" + digest, content);
                    }
                    requests.expect(reply, 201);
                },
                () -> {});
        if (requests.acknowledged()) {
            place.promise(content, now() + ModelPlace.GRACE);
        } else {
            bring(place, content);
        }
    }

    private void deleteTag(ModelPlace place) {
        String tag = "t" + random.nextInt(4);
        int status = place.tags().containsKey(tag) ? 202 : 404;
        requests.change(
                "delete tag",
                place,
                () -> requests.expect(place.client.client().delete(place.client.manifest(tag)), status),
                () -> place.deleteTag(tag, now()));
    }

    private void delete(ModelPlace place) {
        List<Image> from = random.nextInt(8) == 0 || place.live().isEmpty() ? known : place.live();
        Digest digest = from.get(random.nextInt(from.size())).digest();
        boolean goes = place.isLive(digest) && !place.isListed(digest);
        int status = goes ? 202 : place.isLive(digest) ? 403 : 404;
        requests.change(
                "delete manifest " + status,
                place,
                () -> requests.expect(place.client.client().delete(place.client.manifest(digest)), status),
                () -> {
                    if (goes) {
                        place.delete(digest, now());
                    }
                });
    }

    private void deleteBlob(ModelPlace place) {
        byte[] layer = ("layer " + random.nextInt(14)).repeat(20).getBytes(UTF_8);
        Digest digest = ManifestBuilder.digest(layer);
        int status = place.client.client().delete(place.client.blob(digest)).status();
        assertThat(status).isIn(place.isNeeded(digest) ? List.of(403) : List.of(202, 404));
        if (status == 202) {
            place.forget(digest);
        }
        done.merge("delete blob " + status, 1, Integer::sum);
    }

    private void restore(ModelPlace place) {
        List<Image> deleted = place.trash(now());
        if (!deleted.isEmpty()) {
            restore(place, deleted.get(random.nextInt(deleted.size())).digest());
        }
    }

    private void restore(ModelPlace place, Digest digest) {
        var repository = repositories
                .find(new RepositoryName(place.name()))
                .orElseThrow()
                .forWriting();
        requests.change(
                "restore",
                place,
                () -> requests.acknowledge(ends(() -> trash.restore(repository, new Actor(1, "model"), digest))),
                () -> place.restore(digest, now()));
    }

    private void deletePlace(ModelPlace place) {
        jdbc.sql("UPDATE content.repository SET deleted_at = now() WHERE name = ? AND deleted_at IS NULL")
                .param(place.name())
                .update();
        place.deleted = now();
        places.remove(place);
        gone.add(place);
        assertThat(place.reader()
                        .client()
                        .get(place.reader().path("/tags/list"))
                        .status())
                .isGreaterThanOrEqualTo(400);
        done.merge("delete repository", 1, Integer::sum);
    }

    private void endGone() {
        gone.removeIf(place -> place.deleted + ModelPlace.WINDOW < now() + ModelPlace.NEARLY);
    }

    private void restorePlace() {
        endGone();
        if (!gone.isEmpty() && places.size() < PLACES + 2) {
            ModelPlace place = gone.remove(random.nextInt(gone.size()));
            jdbc.sql("UPDATE content.repository SET deleted_at = NULL WHERE name = ?")
                    .param(place.name())
                    .update();
            places.add(0, place);
            reconcile(place);
            place.assertWhole(now());
            done.merge("restore repository", 1, Integer::sum);
        }
    }

    private void collect() throws IOException {
        if (random.nextInt(3) == 0) {
            cuts.arm(random.nextInt(60), random.nextBoolean());
            boolean ended = ends(collector::run);
            boolean cut = cuts.heal();
            assertThat(ended || cut).as("collection goes well").isTrue();
            if (cut) {
                done.merge("collection, cut", 1, Integer::sum);
                database.assertKeysAgree();
            }
        }
        new Collecting(jdbc, collector).run();
        done.merge("collection", 1, Integer::sum);
        endGone();
        // what nothing holds goes from a deleted repository too
        gone.forEach(this::reconcile);
        places.forEach(this::reconcile);
        places.get(random.nextInt(places.size())).assertWhole(now());
        database.assertKeysAgree();
    }

    private static boolean ends(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void reconcile(ModelPlace place) {
        done.merge("collected", database.reconcile(place, now(), collector::why), Integer::sum);
    }

    private void restoreAll() {
        for (ModelPlace place : places) {
            for (Image image : place.trash(now())) {
                if (!place.isLive(image.digest())) {
                    restore(place, image.digest());
                }
            }
            place.assertWhole(now());
        }
    }

    /// After all times nothing is left but what something needs.
    private void settle() throws Exception {
        // what described what went goes after it, and so on; a hundred is more than anything here is deep
        for (int i = 0; i < 100 && database.hasWork(); i++) {
            pass(5_000);
            collect();
        }
        places.forEach(place -> place.assertWhole(now()));
        assertThat(database.texts("SELECT name FROM content.repository WHERE deleted_at IS NOT NULL"))
                .isEmpty();
        assertThat(database.texts("""
                SELECT b.storage_key FROM content.blob b JOIN content.repository_blob l ON l.blob_id = b.id
                WHERE NOT EXISTS (SELECT FROM content.manifest_blob e
                    WHERE e.blob_id = l.blob_id AND e.repository_id = l.repository_id)
                """)).as("links that nothing needs").isEmpty();
        // sessions that were cut off stay for a day
        assertThat(database.files()).isSubsetOf(database.texts("""
                SELECT storage_key FROM content.blob UNION ALL SELECT storage_key FROM content.upload
                """));
    }
}
