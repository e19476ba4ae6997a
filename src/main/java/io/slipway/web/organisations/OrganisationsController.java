package io.slipway.web.organisations;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
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
    private final Access access;
    private final Organisations organisations;
    private final Repositories repositories;
    private final Heads heads;

    OrganisationsController(
            SiteAccess site, Access access, Organisations organisations, Repositories repositories, Heads heads) {
        this.site = site;
        this.access = access;
        this.organisations = organisations;
        this.repositories = repositories;
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
        Head head = heads.of(shell, caller, org, "overview");
        String start = org + "/";
        String last = Words.clean(after).startsWith(start) ? Words.clean(after) : start;
        Page<RepositorySummary> found = repositories.summaries(access.visible(caller), last, SIZE);
        List<RepositoriesPage.Row> rows = found.items().stream()
                .filter(repository -> repository.name().value().startsWith(start))
                .map(repository -> RepositoriesPage.Row.of(repository, shell.language()))
                .toList();
        if (!head.organisation() || !head.inside() && rows.isEmpty()) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Optional<String> next = found.more() && rows.size() == SIZE
                ? Optional.of(UriComponentsBuilder.fromPath(head.path())
                        .queryParam("after", rows.getLast().name())
                        .encode()
                        .toUriString())
                : Optional.empty();
        return new ModelAndView(
                "organisations/overview", "page", new OverviewPage(shell, head, rows, last.equals(start), next));
    }
}
