package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceFace;
import io.slipway.access.NamespaceFaces;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.content.Page;
import io.slipway.content.RepositorySummary;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoriesPage;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The reader's organisations, new ones, and what each has. `-` stands where no organisation's name can.
@Controller
class OrganisationsController {

    private static final int SIZE = 50;

    private final SiteAccess site;
    private final Organisations organisations;
    private final NamespaceFaces faces;
    private final Heads heads;

    OrganisationsController(SiteAccess site, Organisations organisations, NamespaceFaces faces, Heads heads) {
        this.site = site;
        this.organisations = organisations;
        this.faces = faces;
        this.heads = heads;
    }

    @GetMapping("/orgs")
    ModelAndView list(Caller caller, Shell shell) {
        if (caller instanceof Caller.Anonymous) {
            return new OwnPath("/login?next=/orgs").seeOther();
        }
        return new ModelAndView(
                "organisations/list",
                "page",
                new OrganisationsPage(
                        shell, organisations.listOf(site.self(caller).id())));
    }

    @GetMapping("/orgs/-/new")
    ModelAndView begin(Caller caller, Shell shell) {
        return caller instanceof Caller.Anonymous
                ? new OwnPath("/login?next=/orgs/-/new").seeOther()
                : new ModelAndView("organisations/new", "page", new NewOrganisationPage(shell, Form.EMPTY));
    }

    @PostMapping("/orgs")
    ModelAndView create(
            Caller caller,
            Shell shell,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String displayName,
            @RequestParam(defaultValue = "") String description) {
        User user = site.account(caller);
        String wanted = name.strip();
        Optional<String> refusal =
                Refusals.of(() -> organisations.create(new AccountName(wanted), displayName, description, user.id()));
        if (refusal.isPresent()) {
            String field = refusal.get().equals("orgs.fault.text") ? "description" : "name";
            Form form = Form.refused(field, refusal.get())
                    .with(Map.of("name", wanted, "displayName", displayName, "description", description));
            return Refusals.answer("organisations/new", new NewOrganisationPage(shell, form));
        }
        return new OwnPath("/orgs/" + wanted).seeOther(Notice.CREATED);
    }

    /// Strangers see an organisation with public repositories, and of it no more than those.
    @GetMapping("/orgs/{org}")
    ModelAndView show(
            Caller caller, Shell shell, @PathVariable String org, @RequestParam(defaultValue = "") String after) {
        NamespaceFace face = faces.get(caller, org);
        if (!face.organisation()) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Head head = heads.of(shell, caller, org, "overview");
        Page<RepositorySummary> found = faces.repositories(caller, face, Words.clean(after), SIZE);
        List<RepositoriesPage.Row> rows = found.items().stream()
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
        Optional<String> next = found.more()
                ? Optional.of(UriComponentsBuilder.fromPath(head.path())
                        .queryParam("after", rows.getLast().name())
                        .encode()
                        .toUriString())
                : Optional.empty();
        boolean first = !after.startsWith(org + "/");
        return new ModelAndView("organisations/overview", "page", new OverviewPage(shell, head, rows, first, next));
    }
}
