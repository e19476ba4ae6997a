package io.slipway.inspection;

import io.slipway.oci.Digest;
import java.util.Optional;

/// How far the index of one layer of an image is.
///
/// @param place   in the image: 0 is the lowest
/// @param id      of its rows; 0 where there are none
/// @param failure why it is not listed
/// @param entries how many files it has
/// @param refused how many entries are left out, since their paths lead out of the image
public record LayerState(
        int place, Digest digest, long id, State state, Optional<LayerFailure> failure, int entries, int refused) {

    public enum State {
        /// in the queue, or being read
        READING,
        /// the queue is full: to be asked for later
        LATER,
        READ,
        FAILED
    }
}
