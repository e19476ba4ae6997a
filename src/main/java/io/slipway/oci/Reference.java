package io.slipway.oci;

/// What a manifest is asked for by.
public sealed interface Reference permits Tag, Digest {

    /// A text with a colon is a digest, any other a tag; a malformed one is refused with the code of its kind.
    static Reference parse(String text) {
        return Digest.isDigest(text) ? Digest.parse(text) : Tag.parse(text);
    }
}
