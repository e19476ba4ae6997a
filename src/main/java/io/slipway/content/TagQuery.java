package io.slipway.content;

import java.util.Optional;

/// Which tags of a repository are asked for.
///
/// @param place  where the list goes on, or where it ends; from the start without one
public record TagQuery(TagSort sort, TagFilter filter, Optional<Place> place, int size) {

    /// @param backwards what comes before the position, not after it
    public record Place(TagPosition position, boolean backwards) {}

    boolean backwards() {
        return place.filter(Place::backwards).isPresent();
    }
}
