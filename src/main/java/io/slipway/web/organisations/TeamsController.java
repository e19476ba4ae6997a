package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Team;
import io.slipway.accounts.Teams;
import io.slipway.content.Page;
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

@Controller
class TeamsController {

    private static final String VIEW = "organisations/teams";
    private static final int SIZE = 50;

    private final NamespaceAccess access;
    private final Organisations organisations;
    private final Teams teams;
    private final Heads heads;

    TeamsController(NamespaceAccess access, Organisations organisations, Teams teams, Heads heads) {
        this.access = access;
        this.organisations = organisations;
        this.teams = teams;
        this.heads = heads;
    }

    @GetMapping("/orgs/{org}/-/teams")
    ModelAndView list(
            Caller caller, Shell shell, @PathVariable String org, @RequestParam(defaultValue = "") String after) {
        Namespace namespace = access.toSee(caller, org);
        return new ModelAndView(VIEW, "page", page(shell, caller, namespace, Words.clean(after), Form.EMPTY));
    }

    @PostMapping("/orgs/{org}/-/teams")
    ModelAndView create(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description) {
        Namespace namespace = access.toGovern(caller, org);
        String wanted = name.strip();
        Optional<String> refusal = Refusals.of(() -> teams.create(namespace.id(), new ShortName(wanted), description));
        if (refusal.isPresent()) {
            Form form = Form.refused(refusal.get().equals("orgs.fault.text") ? "description" : "name", refusal.get())
                    .with(Map.of("name", wanted, "description", description));
            return Refusals.answer(VIEW, page(shell, caller, namespace, "", form));
        }
        return new OwnPath("/orgs/" + namespace.name() + "/-/teams/" + wanted).seeOther(Notice.CREATED);
    }

    private TeamsPage page(Shell shell, Caller caller, Namespace namespace, String after, Form form) {
        long id = organisations.get(namespace.id()).id();
        Head head = heads.of(shell, caller, namespace.name(), "teams");
        Page<Team> page = Page.of(teams.page(id, after, SIZE + 1), SIZE);
        Optional<String> next = page.more()
                ? Optional.of(
                        head.at("teams") + "?after=" + page.items().getLast().name())
                : Optional.empty();
        return new TeamsPage(shell, head, form, page.items(), after.isEmpty(), next);
    }
}
