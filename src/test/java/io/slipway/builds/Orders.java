package io.slipway.builds;

import io.slipway.oci.Tag;
import java.util.List;
import java.util.Optional;

/// Builds of a branch, as triggers order them.
public record Orders(Builds builds) {

    /// @return its number
    public int order(
            long repositoryId, long trigger, String branch, Optional<String> commit, BuildPlan plan, List<Tag> tags) {
        return builds.order(new BuildOrder(
                repositoryId,
                trigger,
                Optional.empty(),
                Optional.empty(),
                BuildCause.PUSH,
                new SourceRef(SourceRef.Kind.BRANCH, branch),
                commit,
                "",
                "",
                plan,
                tags,
                Optional.empty()));
    }
}
