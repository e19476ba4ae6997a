package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.content.Actor;
import io.slipway.content.Repositories;
import io.slipway.content.Trash;
import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/// A client that does everything to a few repositories, and notes each answer that breaks a promise.
final class RacePusher {

    /// Half of a lease: an answer holds that long.
    private static final long PROMISED = 1_000_000_000L;

    /// An image, and where it is.
    record Kept(RepositoryClient place, ManifestBuilder manifest, boolean image) {

        Digest digest() {
            return ManifestBuilder.digest(manifest.bytes());
        }

        String path() {
            return place.manifest(digest());
        }
    }

    private static final Queue<Kept> KNOWN = new ConcurrentLinkedQueue<>();

    private final List<RepositoryClient> places;
    private final Trash trash;
    private final Repositories repositories;
    private final int number;
    private final Random random;
    private final List<String> faults = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private int pushes;
    private int strict;
    private int others;

    RacePusher(List<RepositoryClient> places, Trash trash, Repositories repositories, int number) {
        this.places = places;
        this.trash = trash;
        this.repositories = repositories;
        this.number = number;
        this.random = new Random(number);
    }

    List<String> faults() {
        return faults;
    }

    /// Images without a tag that nobody deletes.
    List<Kept> kept() {
        return kept;
    }

    void run(BooleanSupplier over) {
        while (!over.getAsBoolean()) {
            RepositoryClient place = places.get(random.nextInt(places.size()));
            int die = random.nextInt(20);
            if (die < 9) {
                push(place, die == 0);
            } else {
                others++;
                Kept one = KNOWN.poll();
                if (one != null) {
                    change(one, die);
                }
            }
        }
    }

    private void push(RepositoryClient place, boolean forEver) {
        pushes++;
        long start = System.nanoTime();
        ManifestBuilder manifest =
                ManifestBuilder.aManifest().withAnnotation("n", number + "." + pushes + "." + place.name());
        bring(place, "{}".getBytes(UTF_8));
        byte[] layer = new byte[0];
        for (int i = 0; i <= random.nextInt(3); i++) {
            layer = ("layer " + random.nextInt(12)).repeat(50).getBytes(UTF_8);
            bring(place, layer);
            manifest.withLayer(layer);
        }
        Kept image = new Kept(place, manifest, true);
        Object reference = forEver ? image.digest() : "t" + random.nextInt(4);
        Reply put = place.put(reference, manifest);
        expect(put, 201, start, "PUT " + reference);
        if (put.status() != 201) {
            return;
        }
        long acknowledged = System.nanoTime();
        expect(place.client().get(place.blob(ManifestBuilder.digest(layer))), 200, acknowledged, "GET layer");
        expect(place.client().get(image.path()), 200, acknowledged, "GET manifest");
        if (forEver) {
            kept.add(image);
        } else {
            KNOWN.add(image);
        }
    }

    /// As clients do: ask, mount, push.
    private void bring(RepositoryClient place, byte[] content) {
        Digest digest = ManifestBuilder.digest(content);
        int head = status(place.client().head(place.blob(digest)));
        if (head == 200) {
            return;
        }
        String from = places.get(random.nextInt(places.size())).name();
        boolean mounts = random.nextBoolean();
        Reply reply = place.client()
                .post(
                        place.uploads() + (mounts ? "?mount=" + digest + "&from=" + from : "?digest=" + digest),
                        mounts ? new byte[0] : content);
        if (status(reply) == 202) {
            reply = place.client().put(reply.header("Location").orElseThrow() + "?digest=" + digest, content);
            status(reply);
        }
        if (reply.status() != 201) {
            faults.add("no blob: " + said(reply));
        }
    }

    private void change(Kept one, int die) {
        RepositoryClient place = one.place();
        long start = System.nanoTime();
        if (die < 11) {
            status(place.client().delete(one.path()));
            KNOWN.add(one);
        } else if (die < 13) {
            status(place.client().delete(place.manifest("t" + random.nextInt(4))));
            KNOWN.add(one);
        } else if (die < 15) {
            restore(one);
        } else if (status(place.client().head(one.path())) == 200) {
            use(one, die, start);
        }
    }

    /// What was said to be here a moment ago takes a tag, a parent, or something that describes it.
    private void use(Kept one, int die, long start) {
        RepositoryClient place = one.place();
        Reply reply;
        if (die < 17) {
            reply = place.put("t" + random.nextInt(4), one.manifest());
            // somebody may have deleted it meanwhile, and its blobs with it
            status(reply);
        } else if (die < 19) {
            ManifestBuilder index = ManifestBuilder.anIndex()
                    .withChild(one.manifest().bytes())
                    .with("annotations", Map.of("n", number + "." + others));
            reply = place.put("i" + random.nextInt(2), index);
            expect(reply, 201, start, "PUT index");
            KNOWN.add(new Kept(place, index, false));
        } else {
            ManifestBuilder about = ManifestBuilder.aManifest()
                    .withSubject(one.manifest().bytes())
                    .withAnnotation("n", number + "." + others);
            bring(place, "{}".getBytes(UTF_8));
            reply = place.put(ManifestBuilder.digest(about.bytes()), about);
            expect(reply, 201, start, "PUT referrer");
            KNOWN.add(new Kept(place, about, false));
        }
        KNOWN.add(one);
    }

    private void restore(Kept one) {
        var repository = repositories
                .find(new RepositoryName(one.place().name()))
                .orElseThrow()
                .forWriting();
        try {
            trash.restore(repository, new Actor(1, "race"), one.digest());
        } catch (OciException e) {
            // not in the trash (any more)
        }
        KNOWN.add(one);
    }

    /// An answer that a promise is about, if it came in time.
    private void expect(Reply reply, int wanted, long since, String what) {
        status(reply);
        if (System.nanoTime() - since < PROMISED) {
            strict++;
            if (reply.status() != wanted) {
                faults.add(what + ": " + said(reply));
            }
        }
    }

    private int status(Reply reply) {
        if (reply.status() >= 500) {
            faults.add("fault: " + said(reply));
        }
        return reply.status();
    }

    private static String said(Reply reply) {
        return reply.status() + " " + reply.text();
    }

    @Override
    public String toString() {
        return pushes + " pushes, " + others + " others, " + strict + " promises";
    }
}
