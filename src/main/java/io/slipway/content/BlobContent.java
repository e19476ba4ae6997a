package io.slipway.content;

import io.slipway.oci.Digest;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The bytes of a blob, ready to be sent.
public final class BlobContent {

    private final Digest digest;
    private final long size;
    private final Optional<Path> file;
    private final Links links;
    private final Opener opener;

    BlobContent(Blob blob, Optional<Path> file, Links links, Opener opener) {
        this.digest = blob.digest();
        this.size = blob.size();
        this.file = file;
        this.links = links;
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

    /// Where the client may fetch all of it from the store itself; empty where it comes from here.
    ///
    /// @param client its address
    public Optional<URI> link(String client) {
        return links.to(client);
    }

    /// The bytes from `start` up to and without `end`; the caller closes the stream. Of a whole blob that
    /// comes from another machine the last bytes come only when all have its digest: the stream fails else.
    public InputStream open(long start, long end) {
        return opener.open(start, end);
    }

    @FunctionalInterface
    interface Links {
        Optional<URI> to(String client);
    }

    @FunctionalInterface
    interface Opener {
        InputStream open(long start, long end);
    }
}
