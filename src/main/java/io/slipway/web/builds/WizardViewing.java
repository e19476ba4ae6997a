package io.slipway.web.builds;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildRule;
import io.slipway.builds.KnownHosts;
import io.slipway.content.Repository;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.builds.TriggerViews.Tried;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Makes the pages of [TriggerWizard].
@Component
class WizardViewing {

    /// Which step to show, and what the page says to what was typed.
    record Said(WizardStep step, TriggerForm form, TriggerFault fault, Optional<Tried> tried) {

        Said(WizardStep step, TriggerForm form) {
            this(step, form, TriggerFault.NONE, Optional.empty());
        }

        Said with(TriggerFault wrong) {
            return new Said(step, form, wrong, tried);
        }

        Said with(Optional<Tried> found) {
            return new Said(step, form, fault, found);
        }
    }

    private final RepositoryHeads heads;

    WizardViewing(RepositoryHeads heads) {
        this.heads = heads;
    }

    ModelAndView show(Asked asked, Repository repository, Said said) {
        boolean ssh = isSsh(said.form().get("url"));
        TriggerForm form = said.step() == WizardStep.ACCESS ? fitting(said.form(), ssh) : said.form();
        WizardPage page = new WizardPage(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, BuildPages.NAME),
                said.step(),
                form,
                carried(form, said.step()),
                new WizardPage.Access(
                        choices(ssh), ssh, form.has(TriggerWizard.SEALED), KnownHosts.of(form.get("url"))),
                said.fault(),
                said.tried(),
                said.step() == WizardStep.REVIEW
                        ? form.toRules().stream().map(WizardViewing::rule).toList()
                        : List.of());
        return new ModelAndView(
                "builds/trigger-new",
                Map.of("page", page),
                said.fault().any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    /// An address of SSH goes with a deploy key and with nothing else.
    private static TriggerForm fitting(TriggerForm form, boolean ssh) {
        List<String> choices = choices(ssh);
        return choices.contains(form.get("access")) ? form : form.with("access", choices.getFirst());
    }

    private static List<String> choices(boolean ssh) {
        return ssh ? List.of("key") : List.of("none", "token");
    }

    private static boolean isSsh(String url) {
        return !url.isBlank() && !url.strip().matches("(?i)https?:.*");
    }

    /// What the form of a step has no field for, but for the token, which is sealed in another.
    private static Map<String, String> carried(TriggerForm form, WizardStep step) {
        Map<String, String> carried = new TreeMap<>();
        form.fields().forEach((name, value) -> {
            WizardStep of = WizardStep.of(name);
            boolean known = of.has(name) && !name.equals("token");
            if (known && (of != step || name.equals(TriggerWizard.SEALED))) {
                carried.put(name, value);
            }
        });
        return carried;
    }

    private static WizardPage.Rule rule(BuildRule rule) {
        BuildPlan plan = rule.plan();
        return new WizardPage.Rule(
                TriggerForm.id(rule.source()),
                rule.pattern(),
                rule.literal(),
                rule.tags(),
                plan.dockerfile().isBlank() ? "Dockerfile" : plan.dockerfile(),
                plan.context().isBlank() ? "." : plan.context(),
                plan.target(),
                plan.testTarget(),
                new TreeMap<>(plan.arguments())
                        .entrySet().stream()
                                .map(it -> it.getKey() + "=" + it.getValue())
                                .toList(),
                plan.cache(),
                rule.enabled());
    }
}
