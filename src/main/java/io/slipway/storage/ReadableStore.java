package io.slipway.storage;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A store as pulls see it.
public interface ReadableStore {

    /// The bytes of a range; the stream fails, rather than end early, when bytes are missing.
    ///
    /// @throws MissingBytesException when there is nothing at the key
    InputStream read(StorageKey key, ByteRange range);

    /// The file that holds the bytes, for sending without copies; empty where a store has no files.
    ///
    /// @throws MissingBytesException when the store has files, and none at the key
    Optional<Path> file(StorageKey key);

    /// Where a client may fetch the bytes itself, without a word to anybody but the store; empty where the store gives
    /// no such addresses to clients there.
    ///
    /// @param client the client's address
    Optional<URI> link(StorageKey key, String client);

    /// How long a [#link] works at most; zero where there are none.
    Duration linkLifetime();

    /// @throws MissingBytesException when there is nothing at the key
    long size(StorageKey key);
}
