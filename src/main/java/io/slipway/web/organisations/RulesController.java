package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.content.Page;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyException;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.TagPolicy;
import io.slipway.gc.Retention;
import io.slipway.gc.RetentionPreviews;
import io.slipway.gc.RetentionPreviews.OfRepository;
import io.slipway.web.Edition;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.organisations.RulesPage.Preview;
import io.slipway.web.organisations.RulesPage.Row;
import io.slipway.web.rules.RulesFault;
import io.slipway.web.rules.RulesForm;
import io.slipway.web.rules.Sums;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int SIZE = 20;

    private final NamespaceAccess access;
    private final Policies policies;
    private final Retention retention;
    private final RetentionPreviews previews;
    private final Heads heads;

    RulesController(
            NamespaceAccess access, Policies policies, Retention retention, RetentionPreviews previews, Heads heads) {
        this.previews = previews;
        this.access = access;
        this.policies = policies;
        this.retention = retention;
        this.heads = heads;
    }

    @GetMapping
    ModelAndView show(
            Caller caller, Shell shell, @PathVariable String namespace, @RequestParam Map<String, String> asked) {
        Namespace found = access.toGovern(caller, namespace);
        TagPolicy policy = policies.of(found);
        RulesForm form = RulesForm.of(PolicyDocument.of(policy));
        RulesPage page = page(shell, caller, found, form, RulesFault.NONE);
        String after = asked.getOrDefault("after", "").replace("\0", "");
        return new ModelAndView(
                VIEW,
                "page",
                asked.getOrDefault("preview", "").isEmpty()
                        ? page
                        : policy.retention()
                                .map(it -> with(page, preview(page, found, it, after, false)))
                                .orElse(page));
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
            if (fields.containsKey("preview")) {
                RulesPage page = page(shell, caller, found, form, RulesFault.NONE);
                RetentionPolicy thought = new PolicyDocument(null, form.retention())
                        .toPolicy()
                        .retention()
                        .orElseThrow();
                return new ModelAndView(VIEW, "page", with(page, preview(page, found, thought, "", true)));
            }
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
                fault.equals(RulesFault.CHANGED) ? now : form.or(Edition.FIELD, now),
                Optional.empty());
    }

    private static RulesPage with(RulesPage page, Preview preview) {
        return new RulesPage(
                page.shell(), page.head(), page.form(), page.fault(), page.edition(), Optional.of(preview));
    }

    private Preview preview(RulesPage page, Namespace namespace, RetentionPolicy policy, String after, boolean typed) {
        Page<OfRepository> found = previews.in(namespace.id(), policy, after, SIZE);
        List<Row> rows = found.items().stream()
                .map(it -> new Row(
                        it.name(),
                        it.preview().map(one -> Sums.of(one, page.shell().language()))))
                .toList();
        return new Preview(
                typed,
                rows.stream().anyMatch(row -> row.sums().isEmpty()),
                rows,
                found.more() && !typed
                        ? Optional.of(page.head().at("rules") + "?preview=yes&after="
                                + rows.getLast().repository())
                        : Optional.empty());
    }

    private static String edition(TagPolicy policy) {
        return Edition.of(PolicyDocument.of(policy).toString());
    }
}
