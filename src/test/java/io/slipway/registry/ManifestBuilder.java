package io.slipway.registry;

import io.slipway.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Bytes of OCI manifests and indexes: `aManifest().withConfig(config).withLayer(layer)`.
final class ManifestBuilder {

    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private final String mediaType;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<Map<String, Object>> parts = new ArrayList<>();

    private ManifestBuilder(String mediaType, String parts) {
        this.mediaType = mediaType;
        fields.put("schemaVersion", 2);
        fields.put("mediaType", mediaType);
        fields.put(parts, this.parts);
    }

    static ManifestBuilder aManifest() {
        return new ManifestBuilder(MANIFEST, "layers").withConfig("{}".getBytes(StandardCharsets.US_ASCII));
    }

    static ManifestBuilder anIndex() {
        return new ManifestBuilder(INDEX, "manifests");
    }

    ManifestBuilder withConfig(byte[] config) {
        return with("config", descriptor(CONFIG, config));
    }

    ManifestBuilder withLayer(byte[] layer) {
        parts.add(descriptor(LAYER, layer));
        return this;
    }

    ManifestBuilder withChild(byte[] manifest) {
        parts.add(descriptor(MANIFEST, manifest));
        return this;
    }

    ManifestBuilder withSubject(byte[] manifest) {
        return with("subject", descriptor(MANIFEST, manifest));
    }

    ManifestBuilder withArtifactType(String artifactType) {
        return with("artifactType", artifactType);
    }

    ManifestBuilder withAnnotation(String key, String value) {
        return with("annotations", Map.of(key, value));
    }

    /// Any field at all, in place of the one there was.
    ManifestBuilder with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    String mediaType() {
        return mediaType;
    }

    byte[] bytes() {
        return new JsonMapper().writeValueAsBytes(fields);
    }

    static Map<String, Object> descriptor(String mediaType, byte[] content) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", mediaType);
        descriptor.put("digest", digest(content).toString());
        descriptor.put("size", content.length);
        return descriptor;
    }

    static Digest digest(byte[] content) {
        return Digest.sha256(content);
    }
}
