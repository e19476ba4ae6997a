package io.slipway.web.builds;

import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildSecrets;
import io.slipway.builds.BuildTriggers;
import io.slipway.builds.Matching;
import io.slipway.builds.SourceRef;
import io.slipway.builds.SourceRef.Kind;
import io.slipway.builds.Trigger;
import io.slipway.content.Repository;
import io.slipway.oci.Tag;
import io.slipway.web.Edition;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.builds.TriggerViews.All;
import io.slipway.web.builds.TriggerViews.One;
import io.slipway.web.builds.TriggerViews.Remote;
import io.slipway.web.builds.TriggerViews.Row;
import io.slipway.web.builds.TriggerViews.Secret;
import io.slipway.web.builds.TriggerViews.Setup;
import io.slipway.web.builds.TriggerViews.Tried;
import io.slipway.web.builds.TriggerViews.TriedRule;
import io.slipway.work.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Makes the pages of triggers.
@Component
class TriggerViewing {

    /// What a form said, and what the page says to that.
    ///
    /// @param token shown only now; empty: none was made
    record Said(TriggerForm form, TriggerFault fault, Optional<Tried> tried, String token) {}

    private static final String TAB = BuildPages.NAME;

    private final BuildTriggers triggers;
    private final BuildRules rules;
    private final BuildSecrets secrets;
    private final RepositoryHeads heads;
    private final PublicUrl publicUrl;

    TriggerViewing(
            BuildTriggers triggers,
            BuildRules rules,
            BuildSecrets secrets,
            RepositoryHeads heads,
            PublicUrl publicUrl) {
        this.triggers = triggers;
        this.rules = rules;
        this.secrets = secrets;
        this.heads = heads;
        this.publicUrl = publicUrl;
    }

    All all(Asked asked, Repository repository) {
        List<Row> rows = triggers.list(repository).stream()
                .map(trigger ->
                        row(trigger, rules.list(repository, trigger.id()).size()))
                .toList();
        return new All(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, TAB),
                rows,
                rows.size() >= BuildTriggers.MOST);
    }

    ModelAndView one(Asked asked, Repository repository, Trigger trigger) {
        TriggerForm form = TriggerForm.of(trigger, rules.list(repository, trigger.id()));
        return one(asked, repository, trigger, form, TriggerFault.NONE);
    }

    ModelAndView one(Asked asked, Repository repository, Trigger trigger, TriggerForm form, TriggerFault fault) {
        return one(asked, repository, trigger, new Said(form, fault, Optional.empty(), ""));
    }

    ModelAndView one(Asked asked, Repository repository, Trigger trigger, Said said) {
        String url = url(asked.request(), trigger);
        List<BuildRule> kept = rules.list(repository, trigger.id());
        One page = new One(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, TAB),
                row(trigger, kept.size()),
                new Setup(url, triggers.hookSecret(trigger), trigger.publicKey()),
                said.form(),
                said.fault(),
                said.tried(),
                secrets.list(repository, trigger.id()).stream()
                        .map(secret -> new Secret(
                                secret.name(),
                                Moment.of(secret.setAt(), asked.shell().language())))
                        .toList(),
                new Remote(trigger.remote() ? "on" : "off", url + "/start", said.token()),
                said.form().has(Edition.FIELD) && !said.fault().equals(TriggerFault.CHANGED)
                        ? said.form().get(Edition.FIELD)
                        : edition(kept));
        return new ModelAndView(
                "builds/trigger",
                Map.of("page", page),
                said.fault().any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    static Row row(Trigger trigger, int rules) {
        return new Row(
                trigger.id().toString(), TriggerForm.id(trigger.provider()), trigger.url(), state(trigger), rules);
    }

    /// The last part of a message.
    static String state(Trigger trigger) {
        return trigger.isActive() ? "active" : trigger.enabled() ? "paused" : "off";
    }

    static String edition(List<BuildRule> kept) {
        return Edition.of(kept.toString());
    }

    static String path(Repository repository, Trigger trigger) {
        return "/r/" + repository.name() + "/-/" + TriggerPages.NAME + "/" + trigger.id();
    }

    /// A branch or tag to try rules with; empty where none is typed.
    static Optional<SourceRef> typed(TriggerForm form) {
        String name = form.get("ref").strip();
        Kind kind = form.get("kind").equals("tag") ? Kind.TAG : Kind.BRANCH;
        return name.isEmpty() ? Optional.empty() : Optional.of(new SourceRef(kind, name));
    }

    /// What a script asks for as somebody types: a part of the page, also where the rules are wrong.
    static ModelAndView live(Optional<Tried> tried, TriggerFault fault) {
        return new ModelAndView("builds/tried", "page", new TriggerViews.Live(tried, fault));
    }

    static Tried tried(SourceRef ref, Matching found) {
        return new Tried(
                TriggerForm.id(ref.kind()),
                ref.name(),
                found.matches().stream()
                        .map(match -> new TriedRule(
                                match.rule().pattern(),
                                match.tags().stream().map(Tag::value).toList()))
                        .toList(),
                found.matches().isEmpty() ? "triggers.none." + TriggerForm.id(found.reason()) : "");
    }

    private String url(HttpServletRequest request, Trigger trigger) {
        return publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort()) + "/hooks/"
                + trigger.id();
    }
}
