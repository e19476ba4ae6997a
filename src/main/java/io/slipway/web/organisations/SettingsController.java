package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.Grantee.Kind;
import io.slipway.access.Grants;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.Transfers;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.OrganisationProfile;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Role;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import java.util.Arrays;
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
    private final Grants grants;
    private final Transfers transfers;
    private final Heads heads;

    SettingsController(
            NamespaceAccess access, Organisations organisations, Grants grants, Transfers transfers, Heads heads) {
        this.access = access;
        this.organisations = organisations;
        this.grants = grants;
        this.transfers = transfers;
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

    @PostMapping("/default-grants")
    ModelAndView addDefault(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @RequestParam(defaultValue = "team") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "read") String role) {
        Namespace namespace = access.toGovern(caller, org);
        Role given = Role.find(role).filter(it -> it != Role.NONE).orElse(Role.READ);
        Kind of = kind(kind);
        String full = of == Kind.ROBOT && name.indexOf('+') < 0 ? namespace.name() + "+" + name.strip() : name.strip();
        Optional<String> refusal = Refusals.of(() -> grants.setDefault(namespace, of, full, given, caller));
        return refusal.isPresent()
                ? refused(
                        shell,
                        caller,
                        namespace,
                        Form.refused("name", refusal.get()).with(Map.of("name", name)))
                : new OwnPath(path(namespace)).seeOther(Notice.SAVED);
    }

    @PostMapping(value = "/default-grants/{kind}/{name}", params = "_method=delete")
    ModelAndView removeDefault(
            Caller caller, @PathVariable String org, @PathVariable String kind, @PathVariable String name) {
        Namespace namespace = access.toGovern(caller, org);
        grants.revokeDefault(namespace, kind(kind), name);
        return new OwnPath(path(namespace)).seeOther(Notice.REMOVED);
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

    @PostMapping(params = "_method=delete")
    ModelAndView delete(
            Caller caller, Shell shell, @PathVariable String org, @RequestParam(defaultValue = "") String confirm) {
        Namespace namespace = access.toGovern(caller, org);
        organisations.get(namespace.id());
        if (!confirm.strip().equals(namespace.name())) {
            return refused(shell, caller, namespace, Form.refused("confirm-delete", "orgs.fault.confirm"));
        }
        transfers.deleteOrganisation(namespace);
        return new OwnPath("/orgs").seeOther(Notice.DELETED);
    }

    private SettingsPage page(Shell shell, Caller caller, Namespace namespace, Form form) {
        return new SettingsPage(
                shell,
                heads.of(shell, caller, namespace.name(), "settings"),
                form,
                organisations.get(namespace.id()),
                grants.defaults(namespace));
    }

    private ModelAndView refused(Shell shell, Caller caller, Namespace namespace, Form form) {
        return Refusals.answer(VIEW, page(shell, caller, namespace, form));
    }

    private static Kind kind(String id) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
    }

    private static String path(Namespace namespace) {
        return "/orgs/" + namespace.name() + "/-/settings";
    }
}
