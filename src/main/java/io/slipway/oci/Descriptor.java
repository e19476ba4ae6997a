package io.slipway.oci;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A typed and sized pointer to content. Embedded `data` is checked when it is read and not kept; `urls` are not kept.
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Optional<String> artifactType,
        Map<String, String> annotations,
        Optional<Platform> platform) {

    private static final Set<String> NON_DISTRIBUTABLE = Set.of(
            "application/vnd.oci.image.layer.nondistributable.v1.tar",
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
            "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd",
            "application/vnd.docker.image.rootfs.foreign.diff.tar",
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");

    public Descriptor {
        if (mediaType.isEmpty() || size < 0) {
            throw new IllegalArgumentException("A descriptor has a media type and a size that is not negative");
        }
        annotations = copy(annotations);
    }

    // Not Map.copyOf: it keeps no order, and keys with equal hash codes would make it quadratic.
    static Map<String, String> copy(Map<String, String> annotations) {
        return annotations.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /// A layer that clients fetch elsewhere, so that it may be missing here.
    public boolean isNonDistributable() {
        return NON_DISTRIBUTABLE.contains(mediaType);
    }
}
