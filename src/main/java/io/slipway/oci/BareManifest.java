package io.slipway.oci;

/// A manifest of which nobody remembers as what it was pushed.
public final class BareManifest {

    private BareManifest() {}

    /// Where the bytes have no `mediaType`, they are an OCI index if they list manifests, else an OCI manifest.
    ///
    /// @throws OciException as [Manifest#parse]
    public static Manifest parse(byte[] bytes) {
        return ManifestReader.readBare(bytes);
    }
}
