package io.slipway.builds;

import io.slipway.accounts.BuildAgent;
import io.slipway.accounts.BuildAgents;
import io.slipway.builds.RuleSql.Owned;
import io.slipway.content.BuiltTags;
import io.slipway.content.Policies;
import io.slipway.content.TagPattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Keeps plain pushes from the tags that rules make, as long as their trigger is on and does not allow them.
@Component
class OwnedTags {

    private final RuleSql rules;
    private final BuildAgents agents;
    private final Policies policies;

    OwnedTags(RuleSql rules, BuildAgents agents, Policies policies) {
        this.rules = rules;
        this.agents = agents;
        this.policies = policies;
    }

    /// After each change of a trigger or its rules, in the same transaction.
    void settle(long repositoryId) {
        List<TagPattern> patterns = rules.owned(repositoryId).stream()
                .flatMap(OwnedTags::patterns)
                .distinct()
                .toList();
        Optional<BuildAgent> agent = patterns.isEmpty() ? Optional.empty() : agents.in(repositoryId);
        policies.setBuiltTags(repositoryId, agent.map(it -> new BuiltTags(patterns, it.id())));
    }

    private static Stream<TagPattern> patterns(Owned rule) {
        TagShape shape = new TagShape(rule.pattern());
        return rule.templates().stream().map(shape::of);
    }
}
