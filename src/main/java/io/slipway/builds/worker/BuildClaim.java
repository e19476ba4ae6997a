package io.slipway.builds.worker;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.SourceRef;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import java.util.List;
import java.util.Optional;

/// A build in the hands of one worker.
///
/// @param repository its name; empty when it is deleted
/// @param claims     how often it was taken from the queue: an older holder changes nothing any more
public record BuildClaim(
        long id,
        int claims,
        long repositoryId,
        Optional<RepositoryName> repository,
        int number,
        Optional<Long> triggerId,
        SourceRef ref,
        Optional<String> commit,
        BuildPlan plan,
        List<Tag> tags) {

    public BuildClaim {
        tags = List.copyOf(tags);
    }
}
