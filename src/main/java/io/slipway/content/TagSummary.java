package io.slipway.content;

import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A tag as lists show it.
///
/// @param size         what a client downloads: the manifest with its config and layers, in bytes; of an index, all of
///     its manifests
/// @param aliases      some other tags of the same manifest, in ASCII order
/// @param lastPulledAt by this tag, to the minute
/// @param signed       something that looks like a signature stands beside the image; nobody verified it
public record TagSummary(
        String name,
        long manifestId,
        Digest digest,
        String mediaType,
        long size,
        Instant updatedAt,
        Author updatedBy,
        Aliases aliases,
        Optional<Instant> lastPulledAt,
        Contents contents,
        Hold hold,
        boolean signed) {

    /// @param locked    neither moves nor goes until it is unlocked
    /// @param expiresAt when it goes by itself
    public record Hold(boolean locked, Optional<Instant> expiresAt) {}

    /// What the manifest says, as soon as it was read.
    ///
    /// @param artifactType of what is no image
    /// @param platforms    the first ones, in the order that is the same everywhere
    /// @param more         how many others there are
    public record Contents(ImageKind kind, Optional<String> artifactType, List<String> platforms, int more) {

        static final int SHOWN = 6;

        public Contents {
            platforms = List.copyOf(platforms);
        }
    }

    /// @param more there are others beside these
    public record Aliases(List<String> names, boolean more) {

        private static final int SHOWN = 4;

        /// With one more, to see whether there is one.
        static final int READ = SHOWN + 1;

        public Aliases {
            names = List.copyOf(names);
        }

        static Aliases of(List<String> read) {
            Page<String> page = Page.of(read, SHOWN);
            return new Aliases(page.items(), page.more());
        }
    }
}
