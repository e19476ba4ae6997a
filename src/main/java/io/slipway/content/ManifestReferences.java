package io.slipway.content;

import io.slipway.content.ManifestSql.Children;
import io.slipway.content.ManifestSql.LockedBlob;
import io.slipway.oci.Descriptor;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.ImageIndex;
import io.slipway.oci.ImageManifest;
import io.slipway.oci.Manifest;
import io.slipway.oci.OciException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Resolves what a manifest names, and locks it against collection until the manifest stands.
@Component
class ManifestReferences {

    private static final int MAX_NESTING = 8;

    private final ManifestSql sql;

    ManifestReferences(ManifestSql sql) {
        this.sql = sql;
    }

    Edges lock(Repository repository, Manifest manifest) {
        return switch (manifest) {
            case ImageManifest image -> lockImage(repository, image);
            case ImageIndex index -> lockIndex(repository, index);
        };
    }

    /// Config and layers must be here; only non-distributable layers may be absent.
    private Edges lockImage(Repository repository, ImageManifest image) {
        List<Descriptor> needed = image.references();
        Map<Digest, LockedBlob> here = sql.lockBlobs(repository.id(), digests(needed));
        Set<Long> blobs = new HashSet<>();
        for (Descriptor descriptor : needed) {
            LockedBlob blob = here.get(descriptor.digest());
            if (blob != null) {
                checkSize(descriptor, blob.size());
                blobs.add(blob.id());
            } else if (!descriptor.isNonDistributable()) {
                throw new OciException(
                        ErrorCode.MANIFEST_BLOB_UNKNOWN,
                        "blob " + descriptor.digest() + " is not in " + repository.name() + "; push it first");
            }
        }
        return new Edges(blobs, List.of());
    }

    /// A manifest here is a child; else a blob here is held (BuildKit's caches); else it may come later, or never.
    private Edges lockIndex(Repository repository, ImageIndex index) {
        Set<Digest> named = digests(index.manifests());
        if (named.isEmpty()) {
            return new Edges(List.of(), List.of());
        }
        Children present = sql.lockChildren(repository.id(), index.digest(), named);
        checkNesting(present);
        for (Descriptor descriptor : index.manifests()) {
            Optional.ofNullable(present.sizes().get(descriptor.digest()))
                    .ifPresent(size -> checkSize(descriptor, size));
        }
        Set<Digest> others = new HashSet<>(named);
        others.removeAll(present.sizes().keySet());
        Map<Digest, LockedBlob> blobs = others.isEmpty() ? Map.of() : sql.lockBlobs(repository.id(), others);
        Set<Digest> children = new HashSet<>(named);
        children.removeAll(blobs.keySet());
        return new Edges(blobs.values().stream().map(LockedBlob::id).toList(), children);
    }

    private static void checkNesting(Children present) {
        if (present.nesting() > MAX_NESTING) {
            throw new OciException(
                    ErrorCode.MANIFEST_INVALID, "image indexes stand at most " + MAX_NESTING + " deep in each other");
        }
    }

    private static Set<Digest> digests(Collection<Descriptor> descriptors) {
        Set<Digest> digests = new HashSet<>();
        descriptors.forEach(descriptor -> digests.add(descriptor.digest()));
        return digests;
    }

    private static void checkSize(Descriptor descriptor, long size) {
        if (descriptor.size() != size) {
            throw new OciException(
                    ErrorCode.MANIFEST_INVALID,
                    descriptor.digest() + " has " + size + " bytes, the manifest says " + descriptor.size());
        }
    }
}
