package io.slipway.storage;

import java.util.Optional;

/// What is safe at a key that is still being written, and how another writer, in another process too, goes on there.
///
/// @param length bytes that are safe, [#tail()] included
/// @param place  what the store needs to know beside the key: its own words, at most some kilobytes per gigabyte
/// @param tail   the last bytes, where the store cannot take them yet: at most [#MAXIMUM_TAIL]
public record WriteState(long length, Optional<String> place, byte[] tail) {

    /// 8 MiB.
    public static final int MAXIMUM_TAIL = 8 << 20;

    private static final byte[] NOTHING = {};

    /// Nothing was written.
    public static final WriteState EMPTY = at(0);

    public WriteState {
        if (length < tail.length) {
            throw new IllegalArgumentException("Writing cannot begin at " + length);
        }
    }

    /// The key alone tells the rest.
    public static WriteState at(long length) {
        return new WriteState(length, Optional.empty(), NOTHING);
    }
}
