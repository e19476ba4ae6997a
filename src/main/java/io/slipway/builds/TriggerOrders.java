package io.slipway.builds;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Orders the builds that the rules of a trigger want of a ref, within the transaction of whatever asks for them.
@Component
class TriggerOrders {

    /// Why builds are ordered.
    record Why(BuildCause cause, Optional<Long> deliveryId, Optional<Long> startedBy) {}

    /// @param builds their numbers
    /// @param rules  those that matched
    record Ordered(List<Integer> builds, List<Long> rules, NoBuild reason) {

        Ordered {
            builds = List.copyOf(builds);
            rules = List.copyOf(rules);
        }
    }

    private final RuleSql rules;
    private final RuleMatcher matcher;
    private final Builds builds;

    TriggerOrders(RuleSql rules, RuleMatcher matcher, Builds builds) {
        this.rules = rules;
        this.matcher = matcher;
        this.builds = builds;
    }

    /// @param defaultBranch as it is now
    /// @throws BuildsException QUEUE_FULL
    @Transactional(propagation = Propagation.MANDATORY)
    Ordered order(Trigger trigger, List<RefChange> changes, String defaultBranch, Why why) {
        List<BuildRule> known = rules.list(trigger);
        List<Integer> numbers = new ArrayList<>();
        Set<Long> matched = new LinkedHashSet<>();
        NoBuild reason = NoBuild.NONE;
        for (RefChange change : changes) {
            Matching found = match(known, change, defaultBranch);
            for (RuleMatch match : found.matches()) {
                numbers.add(builds.order(of(trigger, match, change, why)));
                matched.add(match.rule().id());
            }
            reason = reason == NoBuild.NONE ? found.reason() : reason;
        }
        return new Ordered(numbers, List.copyOf(matched), numbers.isEmpty() ? reason : NoBuild.NONE);
    }

    /// One build by a rule that was named, whatever that is of.
    ///
    /// @return empty when it makes no tag of this ref
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Integer> order(Trigger trigger, BuildRule rule, RefChange change, Why why) {
        var tags = matcher.tags(rule, change.ref(), change.commit(), trigger.defaultBranch());
        return tags.isEmpty()
                ? Optional.empty()
                : Optional.of(builds.order(of(trigger, new RuleMatch(rule, tags), change, why)));
    }

    private Matching match(List<BuildRule> known, RefChange change, String defaultBranch) {
        if (!change.isNamed()) {
            return Matching.none(NoBuild.REF_INVALID);
        }
        if (change.gone()) {
            return Matching.none(NoBuild.DELETED);
        }
        return change.skipped()
                ? Matching.none(NoBuild.SKIPPED)
                : matcher.match(known, change.ref(), change.commit(), defaultBranch);
    }

    private static BuildOrder of(Trigger trigger, RuleMatch match, RefChange change, Why why) {
        return new BuildOrder(
                trigger.repositoryId(),
                trigger.rowId(),
                Optional.of(match.rule().id()),
                why.deliveryId(),
                why.cause(),
                change.ref(),
                change.commit(),
                change.title(),
                change.author(),
                match.rule().plan(),
                match.tags(),
                why.startedBy());
    }
}
