package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyException;
import io.slipway.content.TagPolicy;
import io.slipway.gc.Retention;
import io.slipway.web.Edition;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.rules.RulesFault;
import io.slipway.web.rules.RulesForm;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Tag rules and retention of all that a namespace has.
@Controller
@RequestMapping({"/orgs/{namespace}/-/rules", "/u/{namespace}/-/rules"})
class RulesController {

    private static final String VIEW = "organisations/rules";

    private final NamespaceAccess access;
    private final Policies policies;
    private final Retention retention;
    private final Heads heads;

    RulesController(NamespaceAccess access, Policies policies, Retention retention, Heads heads) {
        this.access = access;
        this.policies = policies;
        this.retention = retention;
        this.heads = heads;
    }

    @GetMapping
    ModelAndView show(Caller caller, Shell shell, @PathVariable String namespace) {
        Namespace found = access.toGovern(caller, namespace);
        RulesForm form = RulesForm.of(PolicyDocument.of(policies.of(found)));
        return new ModelAndView(VIEW, "page", page(shell, caller, found, form, RulesFault.NONE));
    }

    @PostMapping
    ModelAndView change(
            Caller caller, Shell shell, @PathVariable String namespace, @RequestParam Map<String, String> fields) {
        Namespace found = access.toGovern(caller, namespace);
        RulesForm form = new RulesForm(fields);
        RulesFault fault;
        HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
        try {
            TagPolicy wanted = form.toPolicy();
            TagPolicy kept = policies.change(found, now -> Edition.fits(fields, edition(now)) ? wanted : now);
            if (kept.equals(wanted)) {
                return path(shell, caller, found).seeOther(Notice.SAVED);
            }
            fault = RulesFault.CHANGED;
            status = HttpStatus.CONFLICT;
        } catch (PolicyException e) {
            fault = RulesFault.of(form, e);
        }
        return new ModelAndView(VIEW, Map.of("page", page(shell, caller, found, form, fault)), status);
    }

    @PostMapping("/run")
    ModelAndView run(Caller caller, Shell shell, @PathVariable String namespace) {
        Namespace found = access.toGovern(caller, namespace);
        retention.run(found.id(), found.name(), caller.principal().orElseThrow());
        return path(shell, caller, found).seeOther(Notice.RETENTION_STARTED);
    }

    private OwnPath path(Shell shell, Caller caller, Namespace namespace) {
        return new OwnPath(heads.of(shell, caller, namespace.name(), "rules").at("rules"));
    }

    private RulesPage page(Shell shell, Caller caller, Namespace namespace, RulesForm form, RulesFault fault) {
        String now = edition(policies.of(namespace));
        return new RulesPage(
                shell,
                heads.of(shell, caller, namespace.name(), "rules"),
                form,
                fault,
                fault.equals(RulesFault.CHANGED) ? now : form.or(Edition.FIELD, now));
    }

    private static String edition(TagPolicy policy) {
        return Edition.of(PolicyDocument.of(policy).toString());
    }
}
