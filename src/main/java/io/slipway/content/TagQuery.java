package io.slipway.content;

import java.util.Optional;

/// Which tags of a repository are asked for.
///
/// @param words  of which the name contains all in one piece, whatever their case, or with which the digest begins;
///     empty for all tags
/// @param attachments also tags that only tie a signature or the like to its image
/// @param place  where the list goes on, or where it ends; from the start without one
public record TagQuery(TagSort sort, String words, boolean attachments, Optional<Place> place, int size) {

    /// @param backwards what comes before the position, not after it
    public record Place(TagPosition position, boolean backwards) {}

    boolean backwards() {
        return place.filter(Place::backwards).isPresent();
    }
}
