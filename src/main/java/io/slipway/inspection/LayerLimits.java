package io.slipway.inspection;

import java.time.Duration;

/// How much of a layer is read at most.
///
/// @param entries  with directories that stand in no header
/// @param bytes    uncompressed
/// @param free     so many bytes may come out of however few
/// @param ratio    of uncompressed to compressed bytes, beyond the free ones
/// @param metadata of one entry, in bytes
/// @param text     of all paths and link targets that are kept, in characters
record LayerLimits(int entries, long bytes, long free, int ratio, Duration time, int metadata, long text) {

    static final LayerLimits DEFAULT =
            new LayerLimits(250_000, 32L << 30, 64L << 20, 1_000, Duration.ofMinutes(10), 1 << 20, 64L << 20);

    static final int PATH = 4_096;
    static final int NAME = 255;
    static final int DEPTH = 256;
}
