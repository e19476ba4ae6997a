package io.slipway.content;

import io.slipway.oci.Digest;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// The bytes of a blob, ready to be sent.
public final class BlobContent {

    private final Digest digest;
    private final long size;
    private final Optional<Path> file;
    private final Opener opener;

    BlobContent(Blob blob, Optional<Path> file, Opener opener) {
        this.digest = blob.digest();
        this.size = blob.size();
        this.file = file;
        this.opener = opener;
    }

    public Digest digest() {
        return digest;
    }

    /// In bytes.
    public long size() {
        return size;
    }

    /// The file for zero-copy sending, where the bytes lie in a local file.
    public Optional<Path> file() {
        return file;
    }

    /// The bytes from `start` up to and without `end`; the caller closes the stream.
    public InputStream open(long start, long end) {
        return opener.open(start, end);
    }

    @FunctionalInterface
    interface Opener {
        InputStream open(long start, long end);
    }
}
