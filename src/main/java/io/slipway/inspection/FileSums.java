package io.slipway.inspection;

import java.util.List;

/// What the files of an image come to.
///
/// @param seen    bytes of the files that a container sees
/// @param wasted  bytes of files that layers above replace, hide or remove
/// @param largest of those that are seen, the largest first
/// @param lost    the same of those that are not
public record FileSums(long seen, long wasted, List<Heavy> largest, List<Heavy> lost) {

    /// @param place of its layer: 0 is the lowest
    public record Heavy(String path, int place, long size) {}

    public FileSums {
        largest = List.copyOf(largest);
        lost = List.copyOf(lost);
    }

    /// How much of all bytes is seen, from 0 to 1.
    public double efficiency() {
        return wasted == 0 ? 1 : (double) seen / ((double) seen + wasted);
    }
}
