package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why something is kept, and until when.
///
/// @param places in which repositories, at most a hundred
/// @param sweeps when bytes go that had the digest and that nothing names any more
public record Why(Digest digest, List<Place> places, List<Instant> sweeps) {

    public enum What {
        MANIFEST,
        BLOB
    }

    /// @param goes when it goes if nothing changes; empty while something holds it
    public record Place(What what, RepositoryName repository, List<Reason> reasons, Optional<Instant> goes) {}

    /// @param by    what it is that holds it, such as the name of a tag or a digest; else empty
    /// @param until for a reason that ends by itself
    public record Reason(Kind kind, String by, Optional<Instant> until) {}

    public enum Kind {
        /// A tag names it.
        TAG,
        /// An image index lists it, which is here or in the trash.
        INDEX,
        /// It describes a manifest that is here or in the trash.
        SUBJECT,
        /// A manifest needs the blob, which is here.
        MANIFEST,
        /// A manifest needs the blob, which is in the trash.
        TRASHED_MANIFEST,
        /// Somebody was told that it is here.
        LEASE,
        /// It was deleted and can be restored.
        TRASH,
        /// Its repository was deleted and can be restored.
        REPOSITORY_TRASH,
        /// A tag named it that can be put back.
        HISTORY,
        /// It lost its last tag not long ago.
        UNTAGGED,
        /// It lost its last tag, and such manifests stay.
        UNTAGGED_FOR_EVER,
        /// It never had a tag: only a policy takes it.
        NEVER_TAGGED,
        /// Nothing holds it: collection takes it when it comes to it.
        NOTHING
    }
}
