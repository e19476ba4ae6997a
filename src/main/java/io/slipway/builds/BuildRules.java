package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.content.Repository;
import io.slipway.work.Outbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The rules of triggers: which refs are built, and how.
@Service
public class BuildRules {

    public static final int MOST = 50;

    private static final String SAMPLE_COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final BuildTriggers triggers;
    private final TriggerSql triggerSql;
    private final RuleSql sql;
    private final RuleMatcher matcher;
    private final OwnedTags tags;
    private final Outbox outbox;

    BuildRules(
            BuildTriggers triggers,
            TriggerSql triggerSql,
            RuleSql sql,
            RuleMatcher matcher,
            OwnedTags tags,
            Outbox outbox) {
        this.triggers = triggers;
        this.triggerSql = triggerSql;
        this.sql = sql;
        this.matcher = matcher;
        this.tags = tags;
        this.outbox = outbox;
    }

    public List<BuildRule> list(Repository repository, UUID trigger) {
        return sql.list(triggers.get(repository, trigger));
    }

    /// All of them, in their order: those with an id change, those without one are new, those that are left out go.
    ///
    /// @param seen compares what is there with what the caller saw, and throws
    /// @throws BuildsException NOT_FOUND, or INVALID with the field, such as `rules[0].pattern`
    @Transactional
    public List<BuildRule> replace(
            Repository repository, UUID id, List<BuildRule> wanted, Consumer<List<BuildRule>> seen) {
        List<BuildRule> rules = checked(wanted);
        Trigger trigger = triggers.lock(repository, id);
        List<BuildRule> before = sql.list(trigger);
        seen.accept(before);
        Set<Long> known = before.stream().map(BuildRule::id).collect(Collectors.toSet());
        sql.deleteOthers(
                trigger.rowId(),
                rules.stream().map(BuildRule::id).filter(known::contains).toList());
        for (int position = 0; position < rules.size(); position++) {
            BuildRule rule = rules.get(position);
            if (rule.id() == 0) {
                sql.insert(trigger.rowId(), position, rule);
            } else if (sql.update(trigger.rowId(), position, rule) == 0) {
                throw new BuildsException(Code.INVALID, "rules[" + position + "].id", "there is no such rule here");
            }
        }
        triggerSql.touch(trigger.rowId());
        tags.settle(repository.id());
        outbox.publish(BuildTriggers.event("build-trigger.rules", repository, trigger)
                .with("rules", String.valueOf(rules.size())));
        return sql.list(trigger);
    }

    /// What the kept rules, or those that somebody thinks of, would make of a ref.
    public Matching test(Repository repository, UUID id, SourceRef ref, Optional<List<BuildRule>> instead) {
        Trigger trigger = triggers.get(repository, id);
        List<BuildRule> rules = instead.map(BuildRules::checked).orElseGet(() -> sql.list(trigger));
        return matcher.match(rules, ref, Optional.of(SAMPLE_COMMIT), trigger.defaultBranch());
    }

    /// Whether [#replace] would take them.
    ///
    /// @throws BuildsException INVALID with the field, such as `rules[0].pattern`
    public void check(List<BuildRule> rules) {
        checked(rules);
    }

    /// The same before there is a trigger.
    public Matching test(SourceRef ref, List<BuildRule> rules) {
        return matcher.match(checked(rules), ref, Optional.of(SAMPLE_COMMIT), "");
    }

    private static List<BuildRule> checked(List<BuildRule> wanted) {
        if (wanted.size() > MOST) {
            throw new BuildsException(Code.INVALID, "rules", "a trigger has at most " + MOST + " rules");
        }
        List<BuildRule> rules = new ArrayList<>();
        Set<Long> ids = new HashSet<>();
        for (int at = 0; at < wanted.size(); at++) {
            try {
                BuildRule rule = RuleChecks.check(wanted.get(at));
                if (rule.id() != 0 && !ids.add(rule.id())) {
                    throw new BuildsException(Code.INVALID, "id", "two rules have this id");
                }
                rules.add(rule);
            } catch (BuildsException e) {
                throw new BuildsException(e.code(), "rules[" + at + "]." + e.field(), String.valueOf(e.getMessage()));
            }
        }
        return rules;
    }
}
