package io.slipway.transfer;

import io.slipway.oci.Digest;
import io.slipway.oci.DigestAlgorithm;
import io.slipway.oci.OciException;
import io.slipway.storage.BlobPlace;
import io.slipway.storage.BlobStore;
import io.slipway.storage.ByteRange;
import io.slipway.storage.ForeignFolder;
import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// The folder of another registry in a store, as "distribution" lays it out. It is only read:
///
/// ```
/// blobs/sha256/ab/<hex>/data                              the bytes, once
/// repositories/<name>/_layers/sha256/<hex>/link           a blob that this repository may give
/// repositories/<name>/_manifests/revisions/sha256/<hex>/link
/// repositories/<name>/_manifests/tags/<tag>/current/link  holds the digest
/// ```
final class FoundRegistry {

    static final String REPOSITORIES = ForeignFolder.PATH + "repositories/";

    private static final String BLOBS = ForeignFolder.PATH + "blobs/";
    private static final String LAYERS = "/_layers/";
    private static final String REVISIONS = "/_manifests/revisions/";
    private static final String TAGS = "/_manifests/tags/";
    private static final String LINK = "/link";
    private static final String CURRENT_LINK = "/current/link";
    private static final String DATA = "/data";

    /// A link holds a digest: no algorithm has a longer one.
    private static final int LONGEST_LINK = 200;

    private final BlobStore store;

    FoundRegistry(BlobStore store) {
        this.store = store;
    }

    /// Fails when the store itself cannot be used.
    void check() {
        store.check();
    }

    /// The names of those that have manifests, or tags, in ASCII order.
    Collection<String> repositories() {
        Set<String> names = new TreeSet<>();
        store.list(REPOSITORIES, object -> {
            String path = object.key().value().substring(REPOSITORIES.length());
            // no part of a name begins with a line
            int end = path.indexOf("/_");
            if (end > 0 && (path.startsWith(REVISIONS, end) || path.startsWith(TAGS, end))) {
                names.add(path.substring(0, end));
            }
        });
        return names;
    }

    FoundRepository repository(String name) {
        Map<Digest, List<FoundTag>> tags = new HashMap<>();
        List<String> damaged = new ArrayList<>();
        below(REPOSITORIES + name + TAGS, CURRENT_LINK, (tag, link) -> {
            Optional<Digest> digest = tag.contains("/") ? Optional.empty() : target(link);
            digest.ifPresentOrElse(
                    it -> tags.computeIfAbsent(it, _ -> new ArrayList<>()).add(new FoundTag(tag, link.modified())),
                    () -> damaged.add(tag));
        });
        return new FoundRepository(
                name, digests(REPOSITORIES + name + REVISIONS), digests(REPOSITORIES + name + LAYERS), tags, damaged);
    }

    /// Where its bytes lie, if they do.
    BlobPlace place(Digest digest) {
        String path = digest.algorithm().id() + "/" + digest.hex().substring(0, 2) + "/" + digest.hex();
        return new BlobPlace(store.id(), new StorageKey(BLOBS + path + DATA));
    }

    /// Empty for what has no bytes.
    OptionalLong size(Digest digest) {
        try {
            return OptionalLong.of(store.size(place(digest).key()));
        } catch (MissingBytesException _) {
            return OptionalLong.empty();
        }
    }

    InputStream open(Digest digest, long size) {
        return store.read(place(digest).key(), new ByteRange(0, size));
    }

    /// Every blob and every manifest that has bytes.
    void contents(BiConsumer<Digest, Long> each) {
        below(BLOBS, DATA, (path, object) -> {
            String[] parts = path.split("/");
            if (parts.length == 3) {
                digest(parts[0], parts[2]).ifPresent(digest -> each.accept(digest, object.size()));
            }
        });
    }

    private Set<Digest> digests(String folder) {
        Set<Digest> digests = new HashSet<>();
        below(folder, LINK, (path, link) -> {
            String[] parts = path.split("/");
            // deeper ones are signatures of schema 1
            if (parts.length == 2 && link.size() > 0) {
                digest(parts[0], parts[1]).ifPresent(digests::add);
            }
        });
        return digests;
    }

    /// @param each with what stands between the folder and the end
    private void below(String folder, String end, BiConsumer<String, StoredObject> each) {
        store.list(folder, object -> {
            String key = object.key().value();
            if (key.endsWith(end) && key.length() > folder.length() + end.length()) {
                each.accept(key.substring(folder.length(), key.length() - end.length()), object);
            }
        });
    }

    private Optional<Digest> target(StoredObject link) {
        if (link.size() == 0 || link.size() > LONGEST_LINK) {
            return Optional.empty();
        }
        try (InputStream bytes = store.read(link.key(), new ByteRange(0, link.size()))) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return Optional.of(Digest.parse(text));
        } catch (OciException | MissingBytesException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new StorageException("Cannot read " + link.key(), failure);
        }
    }

    private static Optional<Digest> digest(String algorithm, String hex) {
        try {
            return DigestAlgorithm.find(algorithm).map(known -> new Digest(known, hex));
        } catch (OciException _) {
            return Optional.empty();
        }
    }
}
