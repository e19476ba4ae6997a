package io.slipway.web.organisations;

import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.Grants;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.web.GrantForm;
import io.slipway.web.GrantList;
import io.slipway.web.GrantRow;
import io.slipway.web.OwnPath;
import io.slipway.web.SettingsForm;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Roles on all that a namespace has, and those that its new repositories start with.
@Controller
@RequestMapping({"/orgs/{namespace}/-", "/u/{namespace}/-"})
class GrantsController {

    private static final String VIEW = "organisations/grants";
    private static final String WIDE = "grants";
    private static final String DEFAULTS = "default-grants";

    private final NamespaceAccess access;
    private final Grants grants;
    private final Heads heads;

    GrantsController(NamespaceAccess access, Grants grants, Heads heads) {
        this.access = access;
        this.grants = grants;
        this.heads = heads;
    }

    @GetMapping("/" + WIDE)
    ModelAndView show(Caller caller, Shell shell, @PathVariable String namespace) {
        return new ModelAndView(
                VIEW, "page", page(shell, caller, access.toOversee(caller, namespace), SettingsForm.NONE));
    }

    @PostMapping("/" + WIDE)
    ModelAndView change(
            Caller caller, Shell shell, @PathVariable String namespace, @RequestParam Map<String, String> fields) {
        Namespace found = access.toGovern(caller, namespace);
        GrantForm form = GrantForm.of(fields, found.name());
        try {
            if (form.remove()) {
                grants.revoke(found, form.kind(), form.grantee());
            } else {
                grants.set(found, form.kind(), form.grantee(), form.role(), caller);
            }
        } catch (AccessException unknown) {
            return refused(page(shell, caller, found, new SettingsForm(WIDE, fields)));
        }
        return after(shell, caller, found, form);
    }

    @PostMapping("/" + DEFAULTS)
    ModelAndView changeDefaults(
            Caller caller, Shell shell, @PathVariable String namespace, @RequestParam Map<String, String> fields) {
        Namespace found = access.toGovern(caller, namespace);
        GrantForm form = GrantForm.of(fields, found.name());
        try {
            if (form.remove()) {
                grants.revokeDefault(found, form.kind(), form.grantee());
            } else {
                grants.setDefault(found, form.kind(), form.grantee(), form.role(), caller);
            }
        } catch (AccessException unknown) {
            return refused(page(shell, caller, found, new SettingsForm(DEFAULTS, fields)));
        }
        return after(shell, caller, found, form);
    }

    private GrantsPage page(Shell shell, Caller caller, Namespace namespace, SettingsForm sent) {
        Head head = heads.of(shell, caller, namespace.name(), WIDE);
        List<GrantRow> wide = grants.list(namespace).stream()
                .map(grant -> GrantRow.of(grant, shell.language()))
                .toList();
        List<GrantRow> defaults =
                grants.defaults(namespace).stream().map(GrantRow::of).toList();
        return new GrantsPage(
                shell,
                head,
                GrantList.of(head.at(WIDE), head.governs(), head.organisation(), wide)
                        .refused(sent),
                GrantList.of(head.at(DEFAULTS), head.governs(), head.organisation(), defaults)
                        .refused(sent));
    }

    private ModelAndView after(Shell shell, Caller caller, Namespace namespace, GrantForm form) {
        Head head = heads.of(shell, caller, namespace.name(), WIDE);
        return new OwnPath(head.at(WIDE)).seeOther(form.done());
    }

    private static ModelAndView refused(GrantsPage page) {
        return Refusals.answer(VIEW, page);
    }
}
