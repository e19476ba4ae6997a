package io.slipway.content;

import io.slipway.oci.Descriptor;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig;
import io.slipway.oci.ImageIndex;
import io.slipway.oci.ImageManifest;
import io.slipway.oci.Manifest;
import io.slipway.oci.OciException;
import io.slipway.oci.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of a manifest.
///
/// @param config      empty for an index, an artifact, and an image whose config could not be read
/// @param failure     why it could not
/// @param layers      of an image or artifact
/// @param descriptors of an index
record ImageReading(
        ImageKind kind,
        Optional<String> artifactType,
        Optional<ImageConfig> config,
        Optional<ImageFailure> failure,
        List<ImageLayer> layers,
        List<Descriptor> descriptors,
        Optional<Long> totalSize) {

    /// BuildKit's, on the entry of an attestation: the image that it is about.
    private static final String DESCRIBES = "vnd.docker.reference.digest";

    /// Longer than any that there is: somebody plays with lists.
    private static final int MAX_PLATFORM = 100;

    private static final int MAX_ANNOTATIONS = 20;
    private static final int MAX_ANNOTATION = 4 * 1024;

    static ImageReading of(ImageIndex index) {
        return new ImageReading(
                ImageKind.INDEX,
                index.artifactType(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                index.manifests(),
                Optional.empty());
    }

    static ImageReading of(ImageManifest manifest, Optional<ImageConfig> config, Optional<ImageFailure> failure) {
        ImageKind kind = hasImageConfig(manifest) ? ImageKind.IMAGE : ImageKind.ARTIFACT;
        return new ImageReading(
                kind,
                kind == ImageKind.IMAGE ? Optional.empty() : artifactType(manifest),
                config,
                failure,
                manifest.layers().stream().map(ImageReading::layer).toList(),
                List.of(),
                Optional.of(totalSize(manifest)));
    }

    /// Signatures and attestations borrow the config of an image; what they carry is no file system.
    static boolean hasImageConfig(Manifest manifest) {
        return manifest instanceof ImageManifest image
                && ImageConfig.isImage(image.config().mediaType())
                && image.artifactType().equals(Optional.of(image.config().mediaType()))
                && (image.layers().isEmpty()
                        || image.layers().stream().anyMatch(layer -> isFileSystem(layer.mediaType())));
    }

    /// Of an index.
    List<String> platforms() {
        return config
                .map(ImageConfig::platform)
                .map(List::of)
                .orElseGet(() -> descriptors.stream()
                        .filter(it -> describes(it).isEmpty())
                        .flatMap(it -> it.platform().stream())
                        .toList())
                .stream()
                .filter(it -> !it.isUnknown())
                .sorted()
                .map(Platform::toString)
                .filter(it -> !it.isEmpty() && it.length() <= MAX_PLATFORM)
                .distinct()
                .toList();
    }

    static Optional<Digest> describes(Descriptor part) {
        try {
            return Optional.ofNullable(part.annotations().get(DESCRIBES)).map(Digest::parse);
        } catch (OciException e) {
            return Optional.empty();
        }
    }

    private static boolean isFileSystem(String mediaType) {
        return mediaType.contains(".tar") || mediaType.contains("image.layer");
    }

    private static Optional<String> artifactType(ImageManifest manifest) {
        boolean borrowed = ImageConfig.isImage(manifest.config().mediaType())
                && manifest.artifactType().equals(Optional.of(manifest.config().mediaType()));
        return borrowed && !manifest.layers().isEmpty()
                ? Optional.of(manifest.layers().getFirst().mediaType())
                : manifest.artifactType();
    }

    private static ImageLayer layer(Descriptor descriptor) {
        Map<String, String> kept = new HashMap<>();
        descriptor.annotations().entrySet().stream()
                .filter(it -> it.getKey().length() + it.getValue().length() <= MAX_ANNOTATION)
                .limit(MAX_ANNOTATIONS)
                .forEach(it -> kept.put(it.getKey(), it.getValue()));
        return new ImageLayer(descriptor.digest(), descriptor.mediaType(), descriptor.size(), kept);
    }

    /// A layer that stands there twice is downloaded once. Sizes are the client's word where a layer is not here. Of an
    /// index its own.
    static long totalSize(Manifest manifest) {
        Map<Digest, Long> sizes = new HashMap<>();
        List<Descriptor> named = manifest instanceof ImageManifest image ? image.references() : List.of();
        named.forEach(it -> sizes.put(it.digest(), it.size()));
        long total = manifest.bytes().length;
        for (long size : sizes.values()) {
            total = total > Long.MAX_VALUE - size ? Long.MAX_VALUE : total + size;
        }
        return total;
    }
}
