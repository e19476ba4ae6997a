package io.slipway.storage;

/// Appends to one key, for one thread. After a failed [#force()] the writer is spent, and so are the bytes at its key
/// that were not forced before.
public interface BlobWriter extends AutoCloseable {

    void write(byte[] buffer, int offset, int length);

    /// Returns when every byte written so far would survive a power cut, and so would the key's name; a tail is safe
    /// when the caller has kept it.
    WriteState force();

    /// Where the next byte goes, counted from the beginning of the key.
    long position();

    @Override
    void close();
}
