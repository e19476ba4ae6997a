package io.slipway.oci;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A config and layers.
public final class ImageManifest extends ParsedManifest implements Manifest {

    private final String artifactType;
    private final Descriptor config;
    private final List<Descriptor> layers;

    ImageManifest(MediaType mediaType, byte[] bytes, ManifestFields fields) {
        super(mediaType, bytes, fields.subject(), fields.annotations());
        this.config = fields.config().orElseThrow();
        this.layers = List.copyOf(fields.layers().orElseThrow());
        this.artifactType = fields.artifactType().orElse(config.mediaType());
    }

    @Override
    public Optional<String> artifactType() {
        return Optional.of(artifactType);
    }

    public Descriptor config() {
        return config;
    }

    public List<Descriptor> layers() {
        return layers;
    }

    @Override
    public List<Descriptor> references() {
        return Stream.concat(Stream.of(config), layers.stream()).toList();
    }
}
