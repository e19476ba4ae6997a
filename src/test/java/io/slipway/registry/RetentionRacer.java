package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Pushes images that retention takes and some that it keeps, of the same layers; or pulls what others pushed.
final class RetentionRacer {

    /// Half of a lease: an answer holds that long.
    private static final long PROMISED = 1_000_000_000L;

    /// What somebody may pull.
    record Pushed(Object reference, List<byte[]> layers) {}

    private final RepositoryClient place;
    private final Queue<Pushed> known;
    private final int number;
    private final Random random;
    private final List<String> faults = new ArrayList<>();
    /// Manifests that must stay, by what names them.
    private final List<Object> kept = new ArrayList<>();

    private int pushes;
    private int pulls;
    private int complete;

    RetentionRacer(RepositoryClient place, Queue<Pushed> known, int number) {
        this.place = place;
        this.known = known;
        this.number = number;
        this.random = new Random(number);
    }

    List<String> faults() {
        return faults;
    }

    /// Of ten images one is kept: alone, or as a platform of an index.
    void push() {
        pushes++;
        String id = number + "-" + pushes;
        List<byte[]> layers = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            layers.add(("shared layer " + random.nextInt(12)).repeat(50).getBytes(UTF_8));
        }
        ManifestBuilder image = ManifestBuilder.aManifest().withAnnotation("n", id);
        long start = System.nanoTime();
        bring("{}".getBytes(UTF_8));
        layers.forEach(layer -> {
            bring(layer);
            image.withLayer(layer);
        });
        Digest digest = ManifestBuilder.digest(image.bytes());
        boolean keeps = pushes % 10 == 0;
        boolean inIndex = keeps && random.nextBoolean();
        String tag = keeps && !inIndex ? "keep-" + id : "t" + random.nextInt(40);
        if (!put(tag, image, start)) {
            return;
        }
        known.add(new Pushed(digest, layers));
        known.add(new Pushed(tag, List.of()));
        if (inIndex) {
            // its own tag goes, the index stays
            ManifestBuilder index =
                    ManifestBuilder.anIndex().withChild(image.bytes()).withAnnotation("n", id);
            if (!put("keep-" + id, index, start)) {
                return;
            }
            kept.add("keep-" + id);
        }
        if (keeps) {
            kept.add(tag.startsWith("keep-") ? tag : digest);
            kept.add(digest);
        }
        describe(image, digest, id, keeps);
    }

    /// A signature by cosign's tag, and one by its subject.
    private void describe(ManifestBuilder image, Digest digest, String id, boolean keeps) {
        if (!keeps && random.nextInt(4) > 0) {
            return;
        }
        long start = System.nanoTime();
        bring("{}".getBytes(UTF_8));
        String tag = "sha256-" + digest.hex() + ".sig";
        ManifestBuilder signature = ManifestBuilder.aManifest().withAnnotation("signs", id);
        ManifestBuilder about =
                ManifestBuilder.aManifest().withAnnotation("about", id).withSubject(image.bytes());
        if (put(tag, signature, start) && keeps) {
            kept.add(tag);
        }
        Digest referrer = ManifestBuilder.digest(about.bytes());
        if (put(referrer, about, start) && keeps) {
            kept.add(referrer);
        }
    }

    /// It completes, or ends with a clean 404.
    void pull() throws InterruptedException {
        Pushed one = known.poll();
        if (one == null) {
            TimeUnit.MILLISECONDS.sleep(5);
            return;
        }
        pulls++;
        Reply manifest = place.client().get(place.manifest(one.reference()));
        if (!clean(manifest)) {
            return;
        }
        boolean whole = true;
        for (byte[] layer : one.layers()) {
            Reply blob = place.client().get(place.blob(ManifestBuilder.digest(layer)));
            boolean here = clean(blob);
            if (here && !Arrays.equals(blob.body(), layer)) {
                faults.add("other bytes: " + one.reference());
            }
            whole &= here;
        }
        complete += whole ? 1 : 0;
        if (random.nextInt(5) == 0) {
            known.add(one);
        }
    }

    /// All that a policy keeps, with its layers.
    void requireKept() {
        for (Object reference : kept) {
            Reply manifest = place.client().get(place.manifest(reference));
            assertThat(manifest.status()).as("kept: %s", reference).isEqualTo(200);
            for (var part : manifest.json().path("layers")) {
                String digest = part.path("digest").asString();
                Reply blob = place.client().get(place.blob(digest));
                assertThat(blob.status()).as("%s of %s", digest, reference).isEqualTo(200);
                assertThat(ManifestBuilder.digest(blob.body()).toString()).isEqualTo(digest);
            }
        }
    }

    private void bring(byte[] content) {
        Digest digest = ManifestBuilder.digest(content);
        if (status(place.client().head(place.blob(digest))) == 200) {
            return;
        }
        Reply reply = place.client().post(place.uploads() + "?digest=" + digest, content);
        if (status(reply) != 201) {
            faults.add("no blob: " + reply.status() + " " + reply.text());
        }
    }

    private boolean put(Object reference, ManifestBuilder manifest, long since) {
        Reply reply = place.put(reference, manifest);
        if (status(reply) == 201) {
            return true;
        }
        if (System.nanoTime() - since < PROMISED) {
            faults.add("PUT " + reference + ": " + reply.status() + " " + reply.text());
        }
        return false;
    }

    private boolean clean(Reply reply) {
        int status = status(reply);
        if (status != 200 && status != 404) {
            faults.add("not clean: " + status + " " + reply.text());
        }
        return status == 200;
    }

    private int status(Reply reply) {
        if (reply.status() >= 500) {
            faults.add("fault: " + reply.status() + " " + reply.text());
        }
        return reply.status();
    }

    @Override
    public String toString() {
        return pushes + " pushes, " + pulls + " pulls, " + complete + " of them complete, " + kept.size() + " kept";
    }
}
