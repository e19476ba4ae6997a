package io.slipway.builds;

import io.slipway.oci.Tag;
import java.util.List;
import java.util.Optional;

/// A wish for a build, before it has a number.
///
/// @param ruleId     the rule that asked for it
/// @param deliveryId what the Git provider sent
/// @param commit     the whole id; empty where the ref decides when it is built
/// @param title      the first line of the commit's message, for people
/// @param startedBy  the principal that asked, where one did
record BuildOrder(
        long repositoryId,
        long triggerId,
        Optional<Long> ruleId,
        Optional<Long> deliveryId,
        BuildCause cause,
        SourceRef ref,
        Optional<String> commit,
        String title,
        String author,
        BuildPlan plan,
        List<Tag> tags,
        Optional<Long> startedBy) {

    BuildOrder {
        tags = List.copyOf(tags);
    }
}
