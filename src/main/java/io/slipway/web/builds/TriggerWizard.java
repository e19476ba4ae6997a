package io.slipway.web.builds;

import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildTriggers;
import io.slipway.builds.BuildsException;
import io.slipway.builds.NewTriggers;
import io.slipway.builds.SourceRef;
import io.slipway.builds.Trigger;
import io.slipway.builds.TriggerDrafts;
import io.slipway.content.Repository;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.builds.TriggerViews.Tried;
import io.slipway.web.builds.WizardViewing.Said;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The way to a new trigger, in steps. Each form carries what was said before, so that nothing is kept here and going
/// back loses nothing; a token is carried sealed.
@Component
class TriggerWizard {

    /// The field that carries the token.
    static final String SEALED = "sealed";

    private static final String CREATE = "create";

    private final NewTriggers fresh;
    private final BuildTriggers triggers;
    private final BuildRules rules;
    private final TriggerDrafts drafts;
    private final WizardViewing views;

    TriggerWizard(
            NewTriggers fresh, BuildTriggers triggers, BuildRules rules, TriggerDrafts drafts, WizardViewing views) {
        this.fresh = fresh;
        this.triggers = triggers;
        this.rules = rules;
        this.drafts = drafts;
        this.views = views;
    }

    ModelAndView begin(Asked asked, Repository repository) {
        return views.show(asked, repository, new Said(WizardStep.SOURCE, TriggerForm.fresh()));
    }

    /// From one step to another; forward only past what is right.
    ModelAndView go(Asked asked, Repository repository, TriggerForm typed) {
        TriggerForm form = keep(asked, repository, typed);
        WizardStep at = WizardStep.find(form.get("step")).orElse(WizardStep.SOURCE);
        if (form.has("try")) {
            return attempt(asked, repository, form);
        }
        String go = form.get("go");
        if (go.equals(CREATE)) {
            return create(asked, repository, form);
        }
        Optional<WizardStep> back = WizardStep.find(go).filter(step -> step.ordinal() < at.ordinal());
        if (back.isPresent()) {
            return views.show(asked, repository, new Said(back.get(), form));
        }
        TriggerFault fault = check(asked, repository, form, at);
        WizardStep wrong = WizardStep.of(fault.field());
        return fault.any() && wrong.ordinal() <= at.ordinal()
                ? views.show(asked, repository, new Said(wrong, form).with(fault))
                : views.show(asked, repository, new Said(at.next(), form));
    }

    /// All at once.
    ModelAndView create(Asked asked, Repository repository, TriggerForm typed) {
        TriggerForm form = keep(asked, repository, typed);
        if (form.has("try")) {
            return attempt(asked, repository, form);
        }
        long by = asked.caller().principal().orElseThrow();
        try {
            Trigger made =
                    fresh.create(repository, open(asked, repository, form).toWish(true), form.toRules(), by);
            return new OwnPath(TriggerViewing.path(repository, made)).seeOther(Notice.CREATED);
        } catch (BuildsException e) {
            TriggerFault fault = TriggerFault.of(form, e);
            return views.show(asked, repository, new Said(WizardStep.of(fault.field()), form).with(fault));
        }
    }

    private ModelAndView attempt(Asked asked, Repository repository, TriggerForm form) {
        Said said = new Said(WizardStep.RULES, form);
        try {
            List<BuildRule> wanted = form.toRules();
            rules.check(wanted);
            Optional<SourceRef> ref = TriggerViewing.typed(form);
            Optional<Tried> tried = ref.map(it -> TriggerViewing.tried(it, rules.test(it, wanted)));
            said = said.with(tried);
        } catch (BuildsException e) {
            said = said.with(TriggerFault.of(form, e));
        }
        return form.has("live") ? TriggerViewing.live(said.tried(), said.fault()) : views.show(asked, repository, said);
    }

    private TriggerFault check(Asked asked, Repository repository, TriggerForm form, WizardStep at) {
        try {
            triggers.check(open(asked, repository, form).toWish(true));
            rules.check(form.toRules());
        } catch (BuildsException e) {
            return TriggerFault.of(form, e);
        }
        return at == WizardStep.RULES && form.toRules().isEmpty()
                ? new TriggerFault("rule-0-pattern", "triggers.fault.noRule")
                : TriggerFault.NONE;
    }

    /// A token that was typed is sealed and forgotten; with another access none is kept.
    private TriggerForm keep(Asked asked, Repository repository, TriggerForm typed) {
        String token = typed.get("token").strip();
        TriggerForm form = typed.without("token");
        if (!form.get("access").equals("token")) {
            return form.without(SEALED);
        }
        return token.isEmpty()
                ? form
                : drafts.seal(repository, asked.caller().principal().orElseThrow(), form.get("url"), token)
                        .map(closed -> form.with(SEALED, closed))
                        .orElse(form);
    }

    /// With the token as it was typed, to be used and not to be shown.
    private TriggerForm open(Asked asked, Repository repository, TriggerForm form) {
        return drafts.open(repository, asked.caller().principal().orElseThrow(), form.get("url"), form.get(SEALED))
                .map(token -> form.with("token", token))
                .orElse(form);
    }
}
