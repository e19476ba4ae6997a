package io.slipway.content;

import java.util.List;
import java.util.Optional;

/// What somebody who manages tags has laid down for a namespace or a repository.
///
/// @param retention of a repository: instead of its namespace's
public record TagPolicy(List<TagRule> rules, Optional<RetentionPolicy> retention) {

    public static final TagPolicy NONE = new TagPolicy(List.of(), Optional.empty());

    public TagPolicy {
        rules = List.copyOf(rules);
    }
}
