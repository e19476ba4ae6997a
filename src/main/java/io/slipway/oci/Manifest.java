package io.slipway.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A checked manifest that keeps the bytes it came as: its digest depends on them, so it is never written anew.
public sealed interface Manifest permits ImageManifest, ImageIndex {

    /// Reads any bytes at all; whatever is wrong with them is an [OciException].
    /// The content type is a header's value; when it is empty, the `mediaType` of the body decides.
    static Manifest parse(String contentType, byte[] bytes) {
        return ManifestReader.read(contentType, bytes);
    }

    MediaType mediaType();

    /// The bytes as pushed. They are shared, not copied: nobody may change them.
    byte[] bytes();

    /// The SHA-256 digest of the bytes.
    Digest digest();

    /// As the referrers API reports it: an image manifest without one has the media type of its config.
    Optional<String> artifactType();

    Optional<Descriptor> subject();

    Map<String, String> annotations();

    /// What the manifest is made of, in its order: config and layers, or manifests. The subject is not part of it.
    List<Descriptor> references();
}
