package io.slipway.inspection;

import io.slipway.content.Page;
import io.slipway.inspection.FileDifference.Change;
import java.util.Map;

/// How the files of two images differ.
///
/// @param sums  of all that differ; without changes that there are none of
/// @param files some of them
public record FileDifferences(Map<Change, Sum> sums, Page<FileDifference> files) {

    /// @param bytes that the second one has more; negative where it has less
    public record Sum(int files, long bytes) {}

    public FileDifferences {
        sums = Map.copyOf(sums);
    }
}
