package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.Transfers;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.OrganisationProfile;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Role;
import io.slipway.content.Quotas;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.QuotaBar;
import io.slipway.web.Shell;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What an organisation's owners choose, its name and its end.
@Controller
@RequestMapping("/orgs/{org}/-/settings")
class SettingsController {

    private static final String VIEW = "organisations/settings";

    /// The fields of the form; a box that is not ticked is not sent.
    record Profile(
            @Nullable String displayName,
            @Nullable String description,
            @Nullable String defaultRole,
            @Nullable String membersCreate) {

        OrganisationProfile of(Organisation now) {
            return new OrganisationProfile(
                    Objects.requireNonNullElse(displayName, now.displayName()),
                    Objects.requireNonNullElse(description, now.description()),
                    Optional.ofNullable(defaultRole).flatMap(Role::find).orElse(now.defaultRole()),
                    membersCreate != null);
        }
    }

    private final NamespaceAccess access;
    private final Organisations organisations;
    private final Transfers transfers;
    private final Quotas quotas;
    private final Heads heads;

    SettingsController(
            NamespaceAccess access, Organisations organisations, Transfers transfers, Quotas quotas, Heads heads) {
        this.access = access;
        this.organisations = organisations;
        this.transfers = transfers;
        this.quotas = quotas;
        this.heads = heads;
    }

    @GetMapping
    ModelAndView show(Caller caller, Shell shell, @PathVariable String org) {
        return new ModelAndView(VIEW, "page", page(shell, caller, access.toGovern(caller, org), Form.EMPTY));
    }

    @PostMapping(params = "_method=patch")
    ModelAndView change(Caller caller, Shell shell, @PathVariable String org, Profile profile) {
        Namespace namespace = access.toGovern(caller, org);
        Organisation now = organisations.get(namespace.id());
        Optional<String> refusal = Refusals.of(() -> organisations.update(now.id(), profile::of));
        return refusal.isPresent()
                ? refused(shell, caller, namespace, Form.refused("description", refusal.get()))
                : new OwnPath(path(namespace)).seeOther(Notice.SAVED);
    }

    @PostMapping("/name")
    ModelAndView rename(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @RequestParam(defaultValue = "") String changed,
            @RequestParam(defaultValue = "") String confirm) {
        Namespace namespace = access.toGovern(caller, org);
        String wanted = changed.strip();
        Optional<String> refusal = confirm.strip().equals(namespace.name())
                ? Refusals.of(() -> transfers.renameNamespace(namespace, new AccountName(wanted)))
                : Optional.of("orgs.fault.confirm");
        if (refusal.isPresent()) {
            String field = refusal.get().equals("orgs.fault.confirm") ? "confirm-rename" : "changed";
            return refused(
                    shell, caller, namespace, Form.refused(field, refusal.get()).with(Map.of("changed", wanted)));
        }
        return new OwnPath("/orgs/" + wanted + "/-/settings").seeOther(Notice.RENAMED);
    }

    private SettingsPage page(Shell shell, Caller caller, Namespace namespace, Form form) {
        return new SettingsPage(
                shell,
                heads.of(shell, caller, namespace.name(), "settings"),
                form,
                organisations.get(namespace.id()),
                quotas.of(namespace).map(quota -> QuotaBar.of(quota, shell.language())));
    }

    private ModelAndView refused(Shell shell, Caller caller, Namespace namespace, Form form) {
        return Refusals.answer(VIEW, page(shell, caller, namespace, form));
    }

    private static String path(Namespace namespace) {
        return "/orgs/" + namespace.name() + "/-/settings";
    }
}
