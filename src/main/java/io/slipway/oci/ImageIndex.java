package io.slipway.oci;

import java.util.List;
import java.util.Optional;

/// A list of manifests, for instance one for each platform.
public final class ImageIndex extends ParsedManifest implements Manifest {

    private final Optional<String> artifactType;
    private final List<Descriptor> manifests;

    ImageIndex(MediaType mediaType, byte[] bytes, ManifestFields fields) {
        super(mediaType, bytes, fields.subject(), fields.annotations());
        this.artifactType = fields.artifactType();
        this.manifests = List.copyOf(fields.manifests().orElseThrow());
    }

    @Override
    public Optional<String> artifactType() {
        return artifactType;
    }

    public List<Descriptor> manifests() {
        return manifests;
    }

    @Override
    public List<Descriptor> references() {
        return manifests;
    }
}
