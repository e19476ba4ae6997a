package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A blob whose bytes are wrong or missing. Nobody gets them; the next push of the digest heals it everywhere.
///
/// @param id     the place in the list
/// @param places repositories that have it, at most [#PLACES]
public record DamagedBlob(long id, Digest digest, long size, Instant damagedAt, List<Place> places) {

    public static final int PLACES = 20;

    /// @param tag one that needs it; empty where none does
    public record Place(RepositoryName repository, Optional<String> tag) {}
}
