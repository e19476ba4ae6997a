package io.slipway.web.organisations;

import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.Removals;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.Namespace;
import io.slipway.content.Page;
import io.slipway.content.RepositoryTrash;
import io.slipway.content.TagEventPosition;
import io.slipway.content.TrashedRepository;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Repositories of a namespace that were deleted, and organisations; each with the button that brings it back.
@Controller
class TrashController {

    private static final String REPOSITORIES = "organisations/trash";
    private static final String ORGANISATIONS = "organisations/trash-list";
    private static final int SIZE = 50;

    private final NamespaceAccess access;
    private final RepositoryTrash trash;
    private final Removals removals;
    private final Heads heads;

    TrashController(NamespaceAccess access, RepositoryTrash trash, Removals removals, Heads heads) {
        this.access = access;
        this.trash = trash;
        this.removals = removals;
        this.heads = heads;
    }

    @GetMapping({"/orgs/{namespace}/-/trash", "/u/{namespace}/-/trash"})
    ModelAndView show(
            Caller caller, Shell shell, @PathVariable String namespace, @RequestParam(defaultValue = "") String after) {
        Namespace found = access.toOversee(caller, namespace);
        return new ModelAndView(REPOSITORIES, "page", page(caller, shell, found, Words.clean(after), Form.EMPTY));
    }

    @PostMapping({"/orgs/{namespace}/-/trash", "/u/{namespace}/-/trash"})
    ModelAndView restore(
            Caller caller,
            Shell shell,
            @PathVariable String namespace,
            @RequestParam(defaultValue = "0") long id,
            @RequestParam(defaultValue = "") String name) {
        Namespace found = access.toGovern(caller, namespace);
        String wanted = name.strip();
        try {
            RepositoryName restored = removals.restore(
                    found, id, Optional.of(wanted).filter(it -> !it.isEmpty()).map(RepositoryName::parse));
            return new OwnPath("/r/" + restored).seeOther(Notice.RESTORED);
        } catch (OciException e) {
            return refused(caller, shell, found, id, "trash.fault.name", wanted);
        } catch (AccessException e) {
            return switch (e.code()) {
                case NAME_TAKEN -> refused(caller, shell, found, id, "trash.fault.taken", wanted);
                case NAME_INVALID -> refused(caller, shell, found, id, "trash.fault.name", wanted);
                default -> throw e;
            };
        }
    }

    @GetMapping("/orgs/-/trash")
    ModelAndView organisations(Caller caller, Shell shell) {
        return new ModelAndView(ORGANISATIONS, "page", page(caller, shell, Form.EMPTY));
    }

    @PostMapping("/orgs/-/trash")
    ModelAndView restoreOrganisation(Caller caller, Shell shell, @RequestParam(defaultValue = "0") long id) {
        try {
            return new OwnPath("/orgs/" + removals.restoreOrganisation(caller, id)).seeOther(Notice.RESTORED);
        } catch (AccountsException taken) {
            return Refusals.answer(ORGANISATIONS, page(caller, shell, Form.refused("" + id, "orgs.fault.taken")));
        }
    }

    private OrganisationTrashPage page(Caller caller, Shell shell, Form form) {
        return new OrganisationTrashPage(
                shell,
                removals.organisations(caller).stream()
                        .map(found -> OrganisationTrashPage.Row.of(found, shell.language()))
                        .toList(),
                trash.window().toDays(),
                form);
    }

    private ModelAndView refused(
            Caller caller, Shell shell, Namespace namespace, long id, String fault, String wanted) {
        Form form = Form.refused(Long.toString(id), fault).with(Map.of("name", wanted));
        return Refusals.answer(REPOSITORIES, page(caller, shell, namespace, "", form));
    }

    private NamespaceTrashPage page(Caller caller, Shell shell, Namespace namespace, String after, Form form) {
        Optional<TagEventPosition> last = TagEventPosition.parse(after);
        Page<TrashedRepository> found = trash.page(namespace.id(), last, SIZE);
        Head head = heads.of(shell, caller, namespace.name(), "trash");
        return new NamespaceTrashPage(
                shell,
                head,
                found.items().stream()
                        .map(repository -> NamespaceTrashPage.Row.of(repository, shell.language()))
                        .toList(),
                last.isEmpty(),
                Optional.of(found)
                        .filter(Page::more)
                        .map(page ->
                                head.at("trash?after=") + page.items().getLast().position()),
                trash.window().toDays(),
                form);
    }
}
