package io.slipway.transfer;

import io.slipway.access.AccessException;
import io.slipway.accounts.AccountsException;
import io.slipway.content.Actor;
import io.slipway.content.Adoptions.Fate;
import io.slipway.content.Blob;
import io.slipway.content.Repository;
import io.slipway.content.TagNamed;
import io.slipway.oci.Descriptor;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageIndex;
import io.slipway.oci.ImageManifest;
import io.slipway.oci.Manifest;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.transfer.AdoptionReport.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Takes over one repository: manifest by manifest, after what it is made of and together with its tags.
final class RepositoryAdoption {

    /// Deeper ones are refused anyway.
    private static final int MOST_NESTED = 16;

    private final AdoptionRun run;
    private final FoundRepository found;
    private final Actor actor;
    private final Supplier<Repository> maker;
    private Optional<Repository> target;
    private final Map<String, Digest> tags = new HashMap<>();
    private final Set<Digest> done = new HashSet<>();
    // of manifests that were taken now: they are linked, and stay so
    private final Set<Digest> held = new HashSet<>();

    /// @param target where it goes, if there is one
    /// @param maker  makes it
    RepositoryAdoption(
            AdoptionRun run,
            FoundRepository found,
            Actor actor,
            Optional<Repository> target,
            Supplier<Repository> maker) {
        this.run = run;
        this.found = found;
        this.actor = actor;
        this.target = target;
        this.maker = maker;
    }

    void run() {
        found.damaged().forEach(tag -> run.report().leave(found.name() + ":" + tag, "its link names no manifest"));
        List<String> names = found.tags().values().stream()
                .flatMap(List::stream)
                .map(FoundTag::name)
                .toList();
        target.map(it -> run.contents().tags().named(it, names))
                .orElse(List.<TagNamed>of())
                .forEach(tag -> tags.put(tag.name(), tag.digest()));
        found.inOrder(run.wish().tagged()).forEach(digest -> take(digest, 0));
    }

    private void take(Digest digest, int depth) {
        if (!done.add(digest)) {
            return;
        }
        try {
            Manifest manifest = run.manifest(found, digest);
            if (manifest instanceof ImageIndex index && depth < MOST_NESTED) {
                index.manifests().stream()
                        .map(Descriptor::digest)
                        .filter(found.manifests()::contains)
                        .forEach(child -> take(child, depth + 1));
            }
            take(digest, manifest);
        } catch (OciException | AccessException | AccountsException refused) {
            run.report().leave(name(digest), String.valueOf(refused.getMessage()));
        }
    }

    private void take(Digest digest, Manifest manifest) {
        List<Tag> wanted = wanted(digest);
        Fate fate =
                target.map(it -> run.contents().adoptions().fate(it, digest)).orElse(Fate.UNKNOWN);
        switch (fate) {
            case DELETED -> run.report().add(Sum.KEPT, 1);
            case HERE -> {
                use(digest, manifest);
                run.report().add(Sum.KNOWN, 1);
                if (!wanted.isEmpty()) {
                    put(digest, manifest, wanted);
                }
            }
            case UNKNOWN -> {
                // all of its tags went on to something else here, and it went with them
                boolean passed = wanted.isEmpty() && !found.tagsOf(digest).isEmpty();
                if (passed) {
                    run.report().add(Sum.KEPT, 1);
                } else {
                    takeNew(digest, manifest, wanted);
                }
            }
        }
    }

    private void takeNew(Digest digest, Manifest manifest, List<Tag> wanted) {
        List<Descriptor> blobs = switch (manifest) {
            case ImageManifest image -> run.needed(found, image);
            case ImageIndex index -> run.held(found, index);
        };
        if (!run.wish().dryRun()) {
            Repository repository = repository();
            blobs.stream().filter(blob -> !held.contains(blob.digest())).forEach(blob -> adopt(repository, blob));
        } else {
            blobs.forEach(this::count);
        }
        put(digest, manifest, wanted);
        blobs.forEach(blob -> held.add(blob.digest()));
        use(digest, manifest);
        run.report().add(Sum.MANIFESTS, 1);
    }

    private Repository repository() {
        Repository made = target.orElseGet(maker);
        target = Optional.of(made);
        return made;
    }

    private void adopt(Repository repository, Descriptor descriptor) {
        Blob blob = new Blob(descriptor.digest(), descriptor.size());
        if (run.contents().adoptions().adopt(repository, blob, run.registry().place(blob.digest()))) {
            run.report().add(Sum.BLOBS, 1);
            run.report().add(Sum.BYTES, blob.size());
        }
    }

    private void count(Descriptor descriptor) {
        boolean counted = run.report().use(descriptor.digest());
        if (!counted && run.contents().adoptions().size(descriptor.digest()).isEmpty()) {
            run.report().add(Sum.BLOBS, 1);
            run.report().add(Sum.BYTES, descriptor.size());
        }
    }

    private void put(Digest digest, Manifest manifest, List<Tag> wanted) {
        if (!run.wish().dryRun()) {
            run.contents().manifests().put(repository(), actor, manifest, digest, wanted);
        }
        run.report().add(Sum.TAGS, wanted.size());
    }

    private void use(Digest digest, Manifest manifest) {
        run.report().use(digest);
        manifest.references().forEach(part -> run.report().use(part.digest()));
    }

    /// Tags that do not name it yet, and that nobody changed here.
    private List<Tag> wanted(Digest digest) {
        List<Tag> wanted = new ArrayList<>();
        for (FoundTag tag : found.tagsOf(digest)) {
            if (!digest.equals(tags.get(tag.name()))) {
                parse(tag).ifPresent(wanted::add);
            }
        }
        wanted.removeIf(tag -> {
            boolean others =
                    target.filter(it -> run.contents().isOthers(it, tag)).isPresent();
            run.report().add(Sum.KEPT, others ? 1 : 0);
            return others;
        });
        return wanted;
    }

    private Optional<Tag> parse(FoundTag tag) {
        try {
            return Optional.of(Tag.parse(tag.name()));
        } catch (OciException invalid) {
            run.report().leave(found.name() + ":" + tag.name(), invalid.getMessage());
            return Optional.empty();
        }
    }

    private String name(Digest digest) {
        String tagged = found.tagsOf(digest).stream().map(FoundTag::name).collect(Collectors.joining(", "));
        return found.name() + "@" + digest + (tagged.isEmpty() ? "" : " (" + tagged + ")");
    }
}
