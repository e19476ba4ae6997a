package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.Platform;
import java.util.Optional;

/// An entry of an index.
///
/// @param size         of the manifest that it names, in bytes
/// @param artifactType of what it names, else as the entry says
/// @param describes    the image of the same index that this is an attestation of
/// @param here         empty for what was never pushed here, or was deleted
public record ImagePart(
        Digest digest,
        String mediaType,
        long size,
        Optional<String> artifactType,
        Optional<Platform> platform,
        Optional<Digest> describes,
        Optional<Here> here) {

    /// The manifest that it names.
    ///
    /// @param totalSize what a client downloads, in bytes; empty until it was read, and for an index
    public record Here(long id, ImageKind kind, boolean waiting, Optional<Long> totalSize) {}

    /// A platform to choose; an attestation belongs to one and is none.
    public boolean isImage() {
        return describes.isEmpty()
                && platform.filter(it -> !it.isUnknown() && !it.toString().isEmpty())
                        .isPresent();
    }
}
