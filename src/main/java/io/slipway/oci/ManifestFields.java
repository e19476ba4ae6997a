package io.slipway.oci;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of a manifest, which come in any order, read before its kind is known.
final class ManifestFields {

    private static final Set<String> KEYS = Set.of(
            "schemaVersion",
            "mediaType",
            "artifactType",
            "config",
            "layers",
            "manifests",
            "subject",
            "annotations",
            "fsLayers");

    private final StrictJson json;
    private int descriptors;

    private Set<String> seen = Set.of();
    private Optional<Long> schemaVersion = Optional.empty();
    private Optional<String> mediaType = Optional.empty();
    private Optional<String> artifactType = Optional.empty();
    private Optional<Descriptor> config = Optional.empty();
    private Optional<List<Descriptor>> layers = Optional.empty();
    private Optional<List<Descriptor>> manifests = Optional.empty();
    private Optional<Descriptor> subject = Optional.empty();
    private Map<String, String> annotations = Map.of();

    private ManifestFields(StrictJson json) {
        this.json = json;
    }

    static ManifestFields read(StrictJson json) {
        var fields = new ManifestFields(json);
        fields.seen = json.object("", KEYS, fields::field);
        return fields;
    }

    private void field(String key, String path) {
        switch (key) {
            case "schemaVersion" -> schemaVersion = Optional.of(json.natural(path));
            case "mediaType" -> mediaType = Optional.of(json.string(path));
            case "artifactType" -> artifactType = Optional.of(json.string(path)).filter(not(String::isEmpty));
            case "config" -> config = Optional.of(descriptor(path));
            case "layers" -> layers = Optional.of(json.array(path, this::descriptor));
            case "manifests" -> manifests = Optional.of(json.array(path, this::descriptor));
            case "subject" -> subject = Optional.of(descriptor(path));
            case "annotations" -> annotations = json.strings(path);
            case "fsLayers" -> throw ManifestReader.schemaOne();
            default -> throw new IllegalStateException("Nothing reads the key " + key);
        }
    }

    private Descriptor descriptor(String path) {
        if (++descriptors > ManifestLimits.MAX_DESCRIPTORS) {
            throw OciException.manifestInvalid(
                    "The manifest has more than " + ManifestLimits.MAX_DESCRIPTORS + " descriptors.");
        }
        return DescriptorReader.read(json, path);
    }

    /// Whether the key is there, even with null.
    boolean has(String key) {
        return seen.contains(key);
    }

    Optional<Long> schemaVersion() {
        return schemaVersion;
    }

    Optional<String> mediaType() {
        return mediaType;
    }

    Optional<String> artifactType() {
        return artifactType;
    }

    Optional<Descriptor> config() {
        return config;
    }

    Optional<List<Descriptor>> layers() {
        return layers;
    }

    Optional<List<Descriptor>> manifests() {
        return manifests;
    }

    Optional<Descriptor> subject() {
        return subject;
    }

    Map<String, String> annotations() {
        return annotations;
    }
}
