package io.slipway.api;

import io.slipway.builds.BuildRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

record RuleView(
        long id,
        boolean enabled,
        String source,
        String pattern,
        boolean literal,
        List<String> tags,
        String dockerfile,
        String context,
        String target,
        String testTarget,
        Map<String, String> arguments,
        boolean cache) {

    /// All rules of a trigger, in their order.
    record All(List<RuleView> rules) {

        static All of(List<BuildRule> rules) {
            return new All(rules.stream().map(RuleView::of).toList());
        }
    }

    static RuleView of(BuildRule rule) {
        return new RuleView(
                rule.id(),
                rule.enabled(),
                PoliciesResource.id(rule.source()),
                rule.pattern(),
                rule.literal(),
                rule.tags(),
                rule.plan().dockerfile(),
                rule.plan().context(),
                rule.plan().target(),
                rule.plan().testTarget(),
                // in an order that does not change, for the entity tag
                new TreeMap<>(rule.plan().arguments()),
                rule.plan().cache());
    }
}
