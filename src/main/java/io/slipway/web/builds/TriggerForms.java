package io.slipway.web.builds;

import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildSecrets;
import io.slipway.builds.BuildTriggers;
import io.slipway.builds.BuildsException;
import io.slipway.builds.SourceRef;
import io.slipway.builds.StartWish;
import io.slipway.builds.Trigger;
import io.slipway.builds.TriggerStarts;
import io.slipway.content.Repository;
import io.slipway.web.Edition;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.builds.TriggerViewing.Said;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Takes the forms of a trigger's page.
@Component
class TriggerForms {

    private final BuildTriggers triggers;
    private final BuildRules rules;
    private final BuildSecrets secrets;
    private final TriggerStarts starts;
    private final TriggerViewing views;

    TriggerForms(
            BuildTriggers triggers,
            BuildRules rules,
            BuildSecrets secrets,
            TriggerStarts starts,
            TriggerViewing views) {
        this.triggers = triggers;
        this.rules = rules;
        this.secrets = secrets;
        this.starts = starts;
        this.views = views;
    }

    /// @param what the last part of the path; empty: the trigger itself
    ModelAndView change(Asked asked, Repository repository, Trigger trigger, String what, TriggerForm form) {
        UUID id = trigger.id();
        OwnPath own = new OwnPath(TriggerViewing.path(repository, trigger));
        try {
            return switch (what) {
                case "" -> {
                    triggers.change(repository, id, form.toWish(form.has("enabled")), _ -> {});
                    yield own.seeOther(Notice.SAVED);
                }
                case "rules" -> rules(asked, repository, trigger, form);
                case "resume" -> {
                    triggers.resume(repository, id);
                    yield own.seeOther(Notice.SAVED);
                }
                case "hook" -> {
                    triggers.rotateHookSecret(repository, id);
                    yield own.seeOther(Notice.SAVED);
                }
                case "key" -> {
                    triggers.rotateKey(repository, id);
                    yield own.seeOther(Notice.SAVED);
                }
                case "remote" -> remote(asked, repository, trigger, form);
                case "secrets" -> {
                    if (form.has("remove")) {
                        secrets.delete(repository, id, form.get("name"));
                    } else {
                        secrets.put(repository, id, form.get("name").strip(), form.get("value"));
                    }
                    yield own.seeOther(Notice.SAVED);
                }
                case "start" -> {
                    SourceRef ref = ref(form);
                    starts.start(
                            repository,
                            id,
                            new StartWish(ref, Optional.empty(), Optional.empty()),
                            asked.caller().principal().orElseThrow());
                    yield new OwnPath("/r/" + repository.name() + "/-/" + BuildPages.NAME)
                            .seeOther(Notice.BUILD_QUEUED);
                }
                case "deletion" -> {
                    triggers.delete(repository, id);
                    yield new OwnPath("/r/" + repository.name() + "/-/" + TriggerPages.NAME).seeOther(Notice.DELETED);
                }
                default -> throw TriggerPages.missing();
            };
        } catch (BuildsException e) {
            TriggerForm shown =
                    what.isEmpty() || what.equals("rules") ? over(repository, trigger, form) : now(repository, trigger);
            return views.one(asked, repository, trigger, shown, TriggerFault.of(form, e));
        }
    }

    private ModelAndView rules(Asked asked, Repository repository, Trigger trigger, TriggerForm form) {
        if (form.has("try") && form.has("live")) {
            return live(repository, trigger, form);
        }
        List<BuildRule> wanted = form.toRules();
        if (form.has("try")) {
            Optional<TriggerViews.Tried> tried = TriggerViewing.typed(form)
                    .map(ref ->
                            TriggerViewing.tried(ref, rules.test(repository, trigger.id(), ref, Optional.of(wanted))));
            TriggerForm shown = over(repository, trigger, form);
            return views.one(asked, repository, trigger, new Said(shown, TriggerFault.NONE, tried, ""));
        }
        String edition = TriggerViewing.edition(rules.list(repository, trigger.id()));
        if (!Edition.fits(form.fields(), edition)) {
            TriggerForm shown = over(repository, trigger, form);
            return views.one(asked, repository, trigger, shown, TriggerFault.CHANGED);
        }
        rules.replace(repository, trigger.id(), wanted, _ -> {});
        return new OwnPath(TriggerViewing.path(repository, trigger)).seeOther(Notice.SAVED);
    }

    private ModelAndView live(Repository repository, Trigger trigger, TriggerForm form) {
        try {
            Optional<List<BuildRule>> wanted = Optional.of(form.toRules());
            return TriggerViewing.live(
                    TriggerViewing.typed(form)
                            .map(ref -> TriggerViewing.tried(ref, rules.test(repository, trigger.id(), ref, wanted))),
                    TriggerFault.NONE);
        } catch (BuildsException e) {
            return TriggerViewing.live(Optional.empty(), TriggerFault.of(form, e));
        }
    }

    private ModelAndView remote(Asked asked, Repository repository, Trigger trigger, TriggerForm form) {
        if (form.has("remove")) {
            triggers.dropRemoteToken(repository, trigger.id());
            return new OwnPath(TriggerViewing.path(repository, trigger)).seeOther(Notice.SAVED);
        }
        String token = triggers.makeRemoteToken(repository, trigger.id(), form.has("inUrl"))
                .value();
        Trigger changed = triggers.get(repository, trigger.id());
        return views.one(
                asked,
                repository,
                changed,
                new Said(now(repository, changed), TriggerFault.NONE, Optional.empty(), token));
    }

    private TriggerForm now(Repository repository, Trigger trigger) {
        return TriggerForm.of(trigger, rules.list(repository, trigger.id()));
    }

    /// What was typed, and for the other form of the page what is there.
    private TriggerForm over(Repository repository, Trigger trigger, TriggerForm typed) {
        return now(repository, trigger).under(typed);
    }

    private static SourceRef ref(TriggerForm form) {
        return TriggerViewing.typed(form)
                .orElseThrow(() -> new BuildsException(BuildsException.Code.INVALID, "branch", "none is typed"));
    }
}
