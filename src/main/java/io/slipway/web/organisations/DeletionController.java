package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.Removals;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisations;
import io.slipway.content.LockedTagsException;
import io.slipway.content.RepositoryDeletions;
import io.slipway.content.RepositoryTrash;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.trash.RemovalPreview;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Deletes an organisation with all that it has, after a look at what would go, to whoever types its name.
@Controller
class DeletionController {

    private static final String VIEW = "organisations/deletion";

    private final NamespaceAccess access;
    private final Organisations organisations;
    private final Removals removals;
    private final RepositoryDeletions deletions;
    private final RepositoryTrash trash;
    private final Heads heads;

    DeletionController(
            NamespaceAccess access,
            Organisations organisations,
            Removals removals,
            RepositoryDeletions deletions,
            RepositoryTrash trash,
            Heads heads) {
        this.access = access;
        this.organisations = organisations;
        this.removals = removals;
        this.deletions = deletions;
        this.trash = trash;
        this.heads = heads;
    }

    @GetMapping("/orgs/{org}/-/deletion")
    ModelAndView show(Caller caller, Shell shell, @PathVariable String org) {
        return new ModelAndView(VIEW, "page", page(caller, shell, govern(caller, org), Form.EMPTY));
    }

    @PostMapping(path = "/orgs/{org}/-/settings", params = "_method=delete")
    ModelAndView delete(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam(required = false) @Nullable String locked) {
        Namespace namespace = govern(caller, org);
        if (!confirm.strip().equals(namespace.name())) {
            return refused(caller, shell, namespace, Form.refused("confirm", "orgs.fault.confirm"));
        }
        try {
            removals.deleteOrganisation(namespace, caller.principal().orElseThrow(), locked != null, _ -> {});
        } catch (LockedTagsException e) {
            return refused(caller, shell, namespace, Form.refused("locked", "removal.fault.locked"));
        }
        return new OwnPath("/orgs").seeOther(Notice.TRASHED);
    }

    private Namespace govern(Caller caller, String org) {
        Namespace namespace = access.toGovern(caller, org);
        // not of people
        organisations.get(namespace.id());
        return namespace;
    }

    private ModelAndView refused(Caller caller, Shell shell, Namespace namespace, Form form) {
        return Refusals.answer(VIEW, page(caller, shell, namespace, form));
    }

    private DeletionPage page(Caller caller, Shell shell, Namespace namespace, Form form) {
        return new DeletionPage(
                shell,
                heads.of(shell, caller, namespace.name(), "settings"),
                RemovalPreview.of(deletions.plan(namespace.id()), shell.language()),
                trash.window().toDays(),
                form);
    }
}
