package io.slipway.web.operations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.OperationAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Organisations;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import io.slipway.work.Operation;
import io.slipway.work.OperationPosition;
import io.slipway.work.Operations;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.ModelAndView;

/// What the bell of the top bar leads to. Pages ask again by themselves while something runs.
@Controller
class OperationsController {

    private static final String PATH = "/-/operations";
    private static final int SIZE = 50;

    private final OperationAccess access;
    private final SiteAccess site;
    private final NamespaceAccess namespaces;
    private final Organisations organisations;
    private final Operations operations;

    OperationsController(
            OperationAccess access,
            SiteAccess site,
            NamespaceAccess namespaces,
            Organisations organisations,
            Operations operations) {
        this.access = access;
        this.site = site;
        this.namespaces = namespaces;
        this.organisations = organisations;
        this.operations = operations;
    }

    @GetMapping(PATH)
    @Nullable
    ModelAndView list(
            Caller caller, Shell shell, @RequestParam(defaultValue = "") String after, ServletWebRequest request) {
        long self = site.self(caller).id();
        Optional<OperationPosition> last = OperationPosition.parse(Words.clean(after));
        List<Operation> read = operations.page(self, last, SIZE + 1);
        List<Operation> shown = read.subList(0, Math.min(SIZE, read.size()));
        Optional<String> version = version(shell, shown);
        if (version.isPresent() && request.checkNotModified(version.get())) {
            return null;
        }
        return new ModelAndView(
                "operations/list",
                "page",
                new OperationsPage(
                        shell,
                        shown.stream()
                                .map(operation -> OperationRow.of(operation, shell.language()))
                                .toList(),
                        last.isEmpty(),
                        Optional.of(shown)
                                .filter(_ -> read.size() > SIZE)
                                .map(page -> PATH + "?after=" + page.getLast().position()),
                        version));
    }

    /// The bell alone, for pages that are open.
    @GetMapping(PATH + "/bell")
    @Nullable
    ModelAndView bell(Caller caller, Shell shell, ServletWebRequest request) {
        site.self(caller);
        String tag = "\"" + shell.running() + "-" + shell.language().tag() + "\"";
        return request.checkNotModified(tag) ? null : new ModelAndView("operations/bell", "page", new Bell(shell));
    }

    record Bell(Shell shell) {}

    @GetMapping(PATH + "/{id}")
    @Nullable
    ModelAndView show(Caller caller, Shell shell, @PathVariable String id, ServletWebRequest request) {
        Operation operation = access.toSee(caller, id(id));
        Optional<String> version = version(shell, List.of(operation));
        if (version.isPresent() && request.checkNotModified(version.get())) {
            return null;
        }
        boolean own = !(caller instanceof Caller.Viewer)
                && (operation.owner().equals(caller.principal()) || site.isAdministrator(caller));
        return new ModelAndView(
                "operations/operation",
                "page",
                new OperationPage(
                        shell,
                        OperationRow.of(operation, shell.language()),
                        own && !operation.state().isFinished(),
                        trash(caller, operation),
                        version));
    }

    @PostMapping(path = PATH + "/{id}", params = "_method=delete")
    ModelAndView cancel(Caller caller, @PathVariable String id) {
        UUID known = id(id);
        access.cancel(caller, known);
        return new OwnPath(PATH + "/" + known).seeOther(Notice.CANCELLED);
    }

    /// For what a deletion took, where the reader may restore it.
    private Optional<String> trash(Caller caller, Operation operation) {
        return switch (operation.kind()) {
            case "organisation.delete" -> Optional.of("/orgs/-/trash");
            case "repository.delete" -> {
                String namespace = operation
                        .subject()
                        .substring(0, Math.max(0, operation.subject().indexOf('/')));
                String home = organisations.find(namespace).isPresent() ? "/orgs/" : "/u/";
                yield Optional.of(home + namespace + "/-/trash").filter(_ -> namespaces.mayGovern(caller, namespace));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<String> version(Shell shell, List<Operation> shown) {
        boolean changing =
                shown.stream().anyMatch(operation -> !operation.state().isFinished());
        int hash = shown.stream()
                .map(it -> it.id() + " " + it.state() + " " + it.progress())
                .toList()
                .hashCode();
        return changing
                ? Optional.of("\"" + Integer.toHexString(hash) + "-"
                        + shell.language().tag() + "\"")
                : Optional.empty();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
    }
}
