package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a repository must hold, told by what was done to it. Times are seconds.
final class ModelPlace {

    static final double GRACE = 600;
    static final double UNTAGGED = 1_800;
    static final double WINDOW = 3_600;

    /// How far the model's times may be from those of the database.
    static final double NEARLY = 30;

    /// @param parts    what it names, byte for byte
    /// @param children digests that an index lists
    record Image(ManifestBuilder manifest, List<byte[]> parts, Set<Digest> children, Optional<Digest> subject) {

        Digest digest() {
            return ManifestBuilder.digest(manifest.bytes());
        }
    }

    private static final class Held {

        final Image image;
        double lease;

        @Nullable
        Double untagged;

        @Nullable
        Double deleted;

        @Nullable
        Double orphaned;

        Set<String> lost = Set.of();

        Held(Image image) {
            this.image = image;
        }
    }

    final RepositoryClient client;

    private final RegistryClient owner;
    private @Nullable RepositoryClient reader;

    @Nullable
    Double deleted;

    private final Map<Digest, Held> manifests = new HashMap<>();
    private final Map<String, Digest> tags = new TreeMap<>();
    private final Map<Digest, Double> left = new HashMap<>();
    private final Map<Digest, Promise> promises = new HashMap<>();

    record Promise(byte[] content, double until) {}

    ModelPlace(RegistryClient owner, String name) {
        this.owner = owner;
        client = RepositoryClient.of(owner, name);
    }

    /// Its questions extend no lease.
    RepositoryClient reader() {
        if (reader == null) {
            reader = new RepositoryClient(owner.asking("repository:" + name() + ":pull"), name());
        }
        return reader;
    }

    String name() {
        return client.name();
    }

    /// What the database has to say, too: `tag digest`, `live digest`, `trash digest`.
    Set<String> told() {
        Set<String> told = new TreeSet<>();
        tags.forEach((name, digest) -> told.add(name + " " + digest));
        manifests.forEach((digest, held) -> told.add((held.deleted == null ? "live " : "trash ") + digest));
        return told;
    }

    List<Image> live() {
        return manifests.values().stream()
                .filter(held -> held.deleted == null)
                .map(held -> held.image)
                .toList();
    }

    List<Image> trash(double now) {
        return manifests.values().stream()
                .filter(held -> held.deleted != null && held.deleted + WINDOW > now + NEARLY)
                .map(held -> held.image)
                .toList();
    }

    Map<String, Digest> tags() {
        return new TreeMap<>(tags);
    }

    boolean isLive(Digest digest) {
        Held held = manifests.get(digest);
        return held != null && held.deleted == null;
    }

    boolean isListed(Digest digest) {
        return live().stream().anyMatch(image -> image.children().contains(digest));
    }

    boolean isNeeded(Digest blob) {
        return live().stream()
                .flatMap(image -> image.parts().stream())
                .anyMatch(part -> ManifestBuilder.digest(part).equals(blob));
    }

    void promise(byte[] content, double until) {
        promises.merge(
                ManifestBuilder.digest(content),
                new Promise(content, until),
                (one, other) -> one.until() > other.until() ? one : other);
    }

    void forget(Digest blob) {
        promises.remove(blob);
    }

    List<Promise> promises(double now) {
        return promises.values().stream()
                .filter(one -> one.until() > now + NEARLY)
                .toList();
    }

    /// What a kept manifest names, and what was promised, byte for byte.
    void assertWhole(double now) {
        Map<Digest, byte[]> parts = new HashMap<>();
        for (Image image : live()) {
            assertBytes(reader().manifest(image.digest()), image.manifest().bytes());
            image.parts().forEach(part -> parts.put(ManifestBuilder.digest(part), part));
        }
        promises(now).forEach(promise -> parts.put(ManifestBuilder.digest(promise.content()), promise.content()));
        parts.forEach((digest, part) -> assertBytes(reader().blob(digest), part));
        tags.forEach((tag, digest) -> assertThat(
                        reader().client().head(reader().manifest(tag)).header("Docker-Content-Digest"))
                .contains(digest.toString()));
    }

    private void assertBytes(String path, byte[] wanted) {
        Reply reply = reader().client().get(path);
        assertThat(reply.status()).as("%s: %s", path, reply).isEqualTo(200);
        assertThat(reply.body()).as(path).isEqualTo(wanted);
    }

    void put(Image image, Set<String> names, double now) {
        Held held = manifests.get(image.digest());
        if (held == null) {
            left.remove(image.digest());
        }
        if (held == null || held.deleted != null) {
            Held before = held;
            held = new Held(image);
            held.untagged = now;
            held.orphaned = before == null ? null : before.orphaned;
            manifests.put(image.digest(), held);
        }
        held.lease = now + GRACE;
        names.forEach(name -> point(name, image.digest(), now));
    }

    private void point(String name, Digest digest, double now) {
        Digest before = tags.put(name, digest);
        if (before != null && !before.equals(digest)) {
            leave(before, now);
        }
        Objects.requireNonNull(manifests.get(digest)).untagged = null;
    }

    private void leave(Digest digest, double now) {
        left.put(digest, now);
        Held held = manifests.get(digest);
        if (held != null && !tags.containsValue(digest)) {
            held.untagged = now;
        }
    }

    void ask(Digest digest, double now) {
        Held held = Objects.requireNonNull(manifests.get(digest));
        if (!tags.containsValue(digest)) {
            held.lease = Math.max(held.lease, now + GRACE / 2);
        }
    }

    void deleteTag(String name, double now) {
        Optional.ofNullable(tags.remove(name)).ifPresent(digest -> leave(digest, now));
    }

    void delete(Digest digest, double now) {
        Held held = Objects.requireNonNull(manifests.get(digest));
        held.lost = tags.keySet().stream()
                .filter(name -> digest.equals(tags.get(name)))
                .collect(Collectors.toSet());
        if (!held.lost.isEmpty()) {
            left.put(digest, now);
        }
        tags.keySet().removeAll(held.lost);
        held.deleted = now;
    }

    void restore(Digest digest, double now) {
        Set<String> lost = Objects.requireNonNull(manifests.get(digest)).lost;
        revive(digest, now);
        lost.stream().filter(name -> !tags.containsKey(name)).toList().forEach(name -> point(name, digest, now));
    }

    private void revive(Digest digest, double now) {
        Held held = manifests.get(digest);
        if (held != null && held.deleted != null) {
            held.deleted = null;
            held.lost = Set.of();
            held.untagged = now;
            held.image.children().forEach(child -> revive(child, now));
        }
    }

    /// Why it goes or stays, for whoever has to find out.
    String explain(Digest digest, double now) {
        Held held = manifests.get(digest);
        return held == null
                ? "collected, last untagged " + left.get(digest)
                : "now %s, lease %s, untagged %s, deleted %s, orphaned %s, last %s, goes %s, %s"
                        .formatted(
                                now,
                                held.lease,
                                held.untagged,
                                held.deleted,
                                held.orphaned,
                                left.get(digest),
                                goes(digest, now),
                                held.image.subject());
    }

    /// When nothing holds it any more; empty while something does.
    private Optional<Double> goes(Digest digest, double now) {
        Held held = Objects.requireNonNull(manifests.get(digest));
        Double last = left.get(digest);
        if (held.deleted != null) {
            return Optional.of(max(held.deleted, last) + WINDOW);
        }
        boolean wanted = tags.containsValue(digest)
                || manifests.values().stream()
                        .anyMatch(one -> one.image.children().contains(digest))
                || held.image.subject().filter(manifests::containsKey).isPresent();
        if (wanted || last == null && held.orphaned == null) {
            return Optional.empty();
        }
        double goes = held.lease;
        if (held.orphaned != null) {
            goes = max(goes, held.orphaned + GRACE);
        }
        if (last != null) {
            goes = max(max(goes, last + WINDOW), (held.untagged == null ? now : held.untagged) + UNTAGGED);
        }
        return Optional.of(goes);
    }

    private static double max(double one, @Nullable Double other) {
        return other == null ? one : Math.max(one, other);
    }

    /// Takes what has to go, until nothing does.
    ///
    /// @param actual what is there: asked only where the times are too near to each other to tell
    /// @return how many went
    int collect(double now, Set<Digest> actual) {
        List<Digest> going = new ArrayList<>();
        for (Digest digest : manifests.keySet()) {
            goes(digest, now)
                    .filter(at -> Math.abs(at - now) < NEARLY ? !actual.contains(digest) : at < now)
                    .ifPresent(_ -> going.add(digest));
        }
        Set<Digest> orphans = going.stream()
                .flatMap(digest -> Objects.requireNonNull(manifests.get(digest)).image.children().stream())
                .collect(Collectors.toSet());
        going.forEach(manifests::remove);
        for (Held held : manifests.values()) {
            boolean described = held.image.subject().filter(going::contains).isPresent();
            if (described || orphans.contains(held.image.digest())) {
                held.orphaned = now;
            }
        }
        return going.isEmpty() ? 0 : going.size() + collect(now, actual);
    }
}
