package io.slipway.web.builds;

import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildTriggers;
import io.slipway.builds.BuildsException;
import io.slipway.builds.BuildsException.Code;
import io.slipway.builds.NoBuild;
import io.slipway.builds.SourceRef;
import io.slipway.builds.StartWish;
import io.slipway.builds.Trigger;
import io.slipway.builds.TriggerStarts;
import io.slipway.content.Repository;
import io.slipway.web.builds.StartForm.Choice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Starts builds by hand, for whoever may push: of a branch or a tag, and of an older commit of it.
@Component
class BuildStarts {

    private final BuildTriggers triggers;
    private final BuildRules rules;
    private final TriggerStarts starts;

    BuildStarts(BuildTriggers triggers, BuildRules rules, TriggerStarts starts) {
        this.triggers = triggers;
        this.rules = rules;
        this.starts = starts;
    }

    /// Empty where nothing is connected.
    Optional<StartForm> form(Repository repository, TriggerForm typed, TriggerFault fault) {
        List<Choice> choices = triggers.list(repository).stream()
                .map(it -> new Choice(it.id().toString(), it.url(), TriggerViewing.state(it)))
                .toList();
        return choices.isEmpty() ? Optional.empty() : Optional.of(new StartForm(choices, typed, fault));
    }

    /// @return the numbers of the builds
    /// @throws BuildsException for [#fault]
    List<Integer> start(Repository repository, TriggerForm typed, long by) {
        Trigger trigger = chosen(repository, typed)
                .orElseThrow(() -> new BuildsException(Code.INVALID, "trigger", "it is not connected"));
        SourceRef ref = TriggerViewing.typed(typed)
                .orElseThrow(() -> new BuildsException(Code.INVALID, "ref", "none is typed"));
        Optional<String> commit = Optional.of(typed.get("commit").strip().toLowerCase(Locale.ROOT))
                .filter(it -> !it.isEmpty());
        return starts.start(repository, trigger.id(), new StartWish(ref, commit, Optional.empty()), by);
    }

    /// Beside its field.
    TriggerFault fault(Repository repository, TriggerForm typed, BuildsException refused) {
        return switch (refused.code()) {
            case NOT_FOUND -> throw TriggerPages.missing();
            case QUEUE_FULL -> new TriggerFault("", "builds.fault.full");
            case CONFLICT -> new TriggerFault("", "triggers.fault.other");
            case PAUSED -> new TriggerFault("trigger", "builds.start.fault.paused");
            case INVALID ->
                switch (refused.field()) {
                    case "trigger" -> new TriggerFault("trigger", "builds.start.fault.trigger");
                    case "commit" -> new TriggerFault("commit", "triggers.fault.commit");
                    default -> new TriggerFault("ref", reason(repository, typed));
                };
        };
    }

    /// Why rules make nothing of what is typed.
    private String reason(Repository repository, TriggerForm typed) {
        Optional<SourceRef> ref = TriggerViewing.typed(typed);
        Optional<Trigger> trigger = chosen(repository, typed);
        if (ref.isEmpty() || trigger.isEmpty()) {
            return "builds.start.fault.empty";
        }
        NoBuild reason = rules.test(repository, trigger.get().id(), ref.get(), Optional.empty())
                .reason();
        return switch (reason) {
            case REF_INVALID, RULE_OFF, NO_RULE -> "builds.start.fault." + TriggerForm.id(reason);
            case NONE, NO_TAG, PING, OTHER_EVENT, PULL_REQUEST, DELETED, SKIPPED, QUEUE_FULL, MALFORMED ->
                "builds.start.fault.no-tag";
        };
    }

    /// The only one needs no choice.
    private Optional<Trigger> chosen(Repository repository, TriggerForm typed) {
        List<Trigger> all = triggers.list(repository);
        String id = typed.get("trigger");
        return all.stream()
                .filter(it -> it.id().toString().equals(id) || id.isEmpty() && all.size() == 1)
                .findFirst();
    }
}
