package io.slipway.builds;

import io.slipway.builds.BuildRule.Source;
import io.slipway.builds.BuildsException.Code;
import io.slipway.builds.TriggerOrders.Ordered;
import io.slipway.builds.TriggerOrders.Why;
import io.slipway.content.Repository;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Builds that no push asked for: people start them, scripts elsewhere do, and what was there before the trigger.
@Service
public class TriggerStarts {

    private static final int MOST_AT_ONCE = 100;

    private final BuildTriggers triggers;
    private final TriggerSql sql;
    private final RuleSql rules;
    private final TriggerOrders orders;
    private final Outbox outbox;

    TriggerStarts(BuildTriggers triggers, TriggerSql sql, RuleSql rules, TriggerOrders orders, Outbox outbox) {
        this.triggers = triggers;
        this.sql = sql;
        this.rules = rules;
        this.orders = orders;
        this.outbox = outbox;
    }

    /// @return the numbers of the builds
    /// @throws BuildsException NOT_FOUND, PAUSED, INVALID when nothing is built of it, QUEUE_FULL
    @Transactional
    public List<Integer> start(Repository repository, UUID id, StartWish wish, long by) {
        Trigger trigger = active(repository, id);
        List<Integer> builds = start(trigger, wish, new Why(BuildCause.MANUAL, Optional.empty(), Optional.of(by)));
        outbox.publish(BuildTriggers.event("build.start", repository, trigger)
                .with("ref", wish.ref().name())
                .with("builds", String.valueOf(builds)));
        return builds;
    }

    /// Of branches and tags that were there before the trigger. Those that no rule matches are left out.
    ///
    /// @throws BuildsException as [#start], and then none is built
    @Transactional
    public List<Integer> backfill(Repository repository, UUID id, List<SourceRef> refs, long by) {
        if (refs.isEmpty() || refs.size() > MOST_AT_ONCE) {
            throw new BuildsException(Code.INVALID, "refs", "give from 1 to " + MOST_AT_ONCE + " branches and tags");
        }
        Trigger trigger = active(repository, id);
        List<RefChange> changes = refs.stream()
                .map(RefName::check)
                .map(ref -> RefChange.of(ref, Optional.empty(), "", ""))
                .toList();
        Ordered ordered = orders.order(
                trigger,
                changes,
                trigger.defaultBranch(),
                new Why(BuildCause.BACKFILL, Optional.empty(), Optional.of(by)));
        outbox.publish(BuildTriggers.event("build.backfill", repository, trigger)
                .with("builds", String.valueOf(ordered.builds())));
        return ordered.builds();
    }

    /// The trigger of this id, where the token is that of its remote starts.
    ///
    /// @param inUrl whether the token came in the address
    Optional<Trigger> find(String id, String token, boolean inUrl) {
        Optional<Trigger> found = Hooks.id(id).flatMap(sql::find).filter(Trigger::isActive);
        byte[] expected = found.flatMap(it -> sql.remoteHash(it.rowId())).orElseGet(() -> new OpaqueToken("").hash());
        byte[] given = new OpaqueToken(token).hash();
        boolean right = MessageDigest.isEqual(expected, given) && !token.isEmpty();
        return found.filter(it -> right && (!inUrl || it.remoteInUrl()));
    }

    /// @param wish empty: by all rules of a literal name
    @Transactional
    List<Integer> startRemotely(Trigger trigger, Optional<StartWish> wish) {
        Why why = new Why(BuildCause.REMOTE, Optional.empty(), Optional.empty());
        if (wish.isPresent()) {
            return start(trigger, wish.get(), why);
        }
        List<Integer> builds = new ArrayList<>();
        for (BuildRule rule : rules.list(trigger)) {
            if (rule.enabled() && rule.literal()) {
                RefChange change =
                        RefChange.of(new SourceRef(kind(rule.source()), rule.pattern()), Optional.empty(), "", "");
                orders.order(trigger, rule, change, why).ifPresent(builds::add);
            }
        }
        return builds;
    }

    static BuildsException resting() {
        return new BuildsException(
                Code.PAUSED, "this trigger is switched off, or rests after failures: resume it first");
    }

    private Trigger active(Repository repository, UUID id) {
        Trigger trigger = triggers.get(repository, id);
        if (!trigger.isActive()) {
            throw resting();
        }
        return trigger;
    }

    private List<Integer> start(Trigger trigger, StartWish wish, Why why) {
        SourceRef ref = RefName.check(wish.ref());
        wish.commit().ifPresent(RefName::commit);
        boolean bare = ref.kind() == SourceRef.Kind.COMMIT;
        RefChange change = RefChange.of(ref, bare ? Optional.of(ref.name()) : wish.commit(), "", "");
        if (wish.rule().isPresent()) {
            BuildRule rule = rules.list(trigger).stream()
                    .filter(it -> it.id() == wish.rule().get())
                    .findFirst()
                    .orElseThrow(() -> new BuildsException(Code.INVALID, "rule", "there is no such rule here"));
            return orders.order(trigger, rule, change, why)
                    .map(List::of)
                    .orElseThrow(() -> new BuildsException(
                            Code.INVALID, "rule", "none of the rule's templates makes a tag of this"));
        }
        if (bare) {
            throw new BuildsException(
                    Code.INVALID, "rule", "a commit alone matches no rule: say which one it is built by");
        }
        Ordered ordered = orders.order(trigger, List.of(change), trigger.defaultBranch(), why);
        if (ordered.builds().isEmpty()) {
            throw new BuildsException(Code.INVALID, field(ref), sentence(ordered.reason()));
        }
        return ordered.builds();
    }

    private static String field(SourceRef ref) {
        return ref.kind() == SourceRef.Kind.TAG ? "tag" : "branch";
    }

    private static String sentence(NoBuild reason) {
        return switch (reason) {
            case RULE_OFF -> "the rule that matches this is switched off";
            case NO_TAG -> "a rule matches this, but none of its templates makes a tag of it";
            case NONE, PING, OTHER_EVENT, PULL_REQUEST, DELETED, SKIPPED, REF_INVALID, NO_RULE, QUEUE_FULL, MALFORMED ->
                "no rule matches this";
        };
    }

    private static SourceRef.Kind kind(Source source) {
        return switch (source) {
            case BRANCH -> SourceRef.Kind.BRANCH;
            case TAG -> SourceRef.Kind.TAG;
        };
    }
}
