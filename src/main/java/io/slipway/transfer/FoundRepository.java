package io.slipway.transfer;

import io.slipway.oci.Digest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What another registry's folder says of a repository.
///
/// @param name      as that registry calls it
/// @param manifests all that can be pulled by digest
/// @param blobs     that are linked here
/// @param tags      by the manifest they name
/// @param damaged   tags whose link names nothing
record FoundRepository(
        String name, Set<Digest> manifests, Set<Digest> blobs, Map<Digest, List<FoundTag>> tags, List<String> damaged) {

    /// Tagged ones in the order of their tags, so that the youngest stays the youngest; those without go first.
    ///
    /// @param tagged without those
    List<Digest> inOrder(boolean tagged) {
        return Stream.concat(tagged ? Stream.empty() : manifests.stream(), tags.keySet().stream())
                .distinct()
                .sorted(Comparator.comparing(this::since).thenComparing(Digest::toString))
                .toList();
    }

    private Instant since(Digest digest) {
        return tagsOf(digest).stream()
                .map(FoundTag::since)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    List<FoundTag> tagsOf(Digest digest) {
        return tags.getOrDefault(digest, List.of());
    }
}
