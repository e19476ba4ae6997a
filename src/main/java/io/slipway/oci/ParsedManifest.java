package io.slipway.oci;

import java.util.Map;
import java.util.Optional;

/// What both kinds of manifest have in common.
abstract class ParsedManifest {

    private final MediaType mediaType;
    private final byte[] bytes;
    private final Digest digest;
    private final Optional<Descriptor> subject;
    private final Map<String, String> annotations;

    ParsedManifest(MediaType mediaType, byte[] bytes, Optional<Descriptor> subject, Map<String, String> annotations) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.digest = Digest.sha256(bytes);
        this.subject = subject;
        this.annotations = Descriptor.copy(annotations);
    }

    public final MediaType mediaType() {
        return mediaType;
    }

    public final byte[] bytes() {
        return bytes;
    }

    public final Digest digest() {
        return digest;
    }

    public final Optional<Descriptor> subject() {
        return subject;
    }

    public final Map<String, String> annotations() {
        return annotations;
    }

    @Override
    public final String toString() {
        return mediaType + " " + digest;
    }
}
