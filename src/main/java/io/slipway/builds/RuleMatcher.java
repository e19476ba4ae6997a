package io.slipway.builds;

import io.slipway.builds.TagTemplate.Facts;
import io.slipway.oci.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Compares a ref with the rules of a trigger: the same for a delivery, for a start by hand and for a test of rules.
@Component
class RuleMatcher {

    /// What is taken for the default branch as long as no delivery told.
    private static final Set<String> USUAL_DEFAULTS = Set.of("main", "master");

    private final Clock clock;

    RuleMatcher(Clock clock) {
        this.clock = clock;
    }

    /// @param defaultBranch empty where it is not known
    Matching match(List<BuildRule> rules, SourceRef ref, Optional<String> commit, String defaultBranch) {
        if (!RefName.isBranchOrTag(ref.name())) {
            return Matching.none(NoBuild.REF_INVALID);
        }
        NoBuild reason = NoBuild.NO_RULE;
        List<RuleMatch> matches = new ArrayList<>();
        for (BuildRule rule : rules) {
            Optional<List<String>> groups = rule.isOf(ref)
                    ? RulePattern.of(rule.pattern(), rule.literal()).match(ref.name())
                    : Optional.empty();
            if (groups.isEmpty()) {
                continue;
            }
            if (!rule.enabled()) {
                reason = reason == NoBuild.NO_RULE ? NoBuild.RULE_OFF : reason;
                continue;
            }
            List<Tag> tags = tags(rule, facts(ref, groups.get(), commit, defaultBranch));
            if (tags.isEmpty()) {
                reason = NoBuild.NO_TAG;
            } else {
                matches.add(new RuleMatch(rule, tags));
            }
        }
        return new Matching(matches, matches.isEmpty() ? reason : NoBuild.NONE);
    }

    /// Of one rule that somebody names, whether or not it is of such refs: what it takes from the ref may be missing.
    List<Tag> tags(BuildRule rule, SourceRef ref, Optional<String> commit, String defaultBranch) {
        List<String> groups =
                RulePattern.of(rule.pattern(), rule.literal()).match(ref.name()).orElse(List.of());
        return tags(rule, facts(ref, groups, commit, defaultBranch));
    }

    private static List<Tag> tags(BuildRule rule, Facts facts) {
        Set<Tag> tags = new LinkedHashSet<>();
        for (String template : rule.tags()) {
            new TagTemplate(template).expand(facts).ifPresent(tags::add);
        }
        return List.copyOf(tags);
    }

    private Facts facts(SourceRef ref, List<String> groups, Optional<String> commit, String defaultBranch) {
        boolean isDefault = ref.kind() == SourceRef.Kind.BRANCH
                && (defaultBranch.isEmpty() ? USUAL_DEFAULTS.contains(ref.name()) : defaultBranch.equals(ref.name()));
        return new Facts(ref, groups, commit, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), isDefault);
    }
}
