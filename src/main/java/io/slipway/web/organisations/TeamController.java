package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Team;
import io.slipway.accounts.TeamMember;
import io.slipway.accounts.Teams;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Page;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// One team and its members.
@Controller
@RequestMapping("/orgs/{org}/-/teams/{team}")
class TeamController {

    private static final String VIEW = "organisations/team";
    private static final int SIZE = 50;

    /// The fields of the form.
    record Fields(@Nullable String name, @Nullable String description) {}

    private final NamespaceAccess access;
    private final Teams teams;
    private final Users users;
    private final Heads heads;

    TeamController(NamespaceAccess access, Teams teams, Users users, Heads heads) {
        this.access = access;
        this.teams = teams;
        this.users = users;
        this.heads = heads;
    }

    @GetMapping
    ModelAndView show(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @PathVariable String team,
            @RequestParam(defaultValue = "") String after) {
        Team found = team(access.toSee(caller, org), team);
        Head head = heads.of(shell, caller, org, "teams");
        return new ModelAndView(VIEW, "page", page(shell, head, found, Words.clean(after), Form.EMPTY));
    }

    @PostMapping(params = "_method=patch")
    ModelAndView change(
            Caller caller, Shell shell, @PathVariable String org, @PathVariable String team, Fields fields) {
        Team found = team(access.toGovern(caller, org), team);
        String name = fields.name() == null ? found.name() : fields.name().strip();
        String description = fields.description() == null ? found.description() : fields.description();
        Optional<String> refusal = Refusals.of(() -> {
            Teams.Change change = new Teams.Change(Optional.of(new ShortName(name)), Optional.of(description));
            teams.change(found.organisationId(), found.id(), _ -> change);
        });
        if (refusal.isPresent()) {
            String field = refusal.get().equals("orgs.fault.text") ? "description" : "name";
            Form form = Form.refused(field, refusal.get()).with(Map.of("name", name, "description", description));
            return refused(shell, caller, org, found, form);
        }
        return new OwnPath("/orgs/" + org + "/-/teams/" + name).seeOther(Notice.SAVED);
    }

    @PostMapping(params = "_method=delete")
    ModelAndView delete(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @PathVariable String team,
            @RequestParam(defaultValue = "") String confirm) {
        Team found = team(access.toGovern(caller, org), team);
        if (!confirm.strip().equals(found.name())) {
            return refused(shell, caller, org, found, Form.refused("confirm", "orgs.fault.confirm"));
        }
        teams.delete(found.organisationId(), found.id());
        return new OwnPath("/orgs/" + org + "/-/teams").seeOther(Notice.DELETED);
    }

    @PostMapping("/members")
    ModelAndView add(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @PathVariable String team,
            @RequestParam(defaultValue = "") String user) {
        Team found = team(access.toGovern(caller, org), team);
        String name = user.strip();
        long id = users.find(name).map(User::id).orElse(0L);
        Optional<String> refusal = Refusals.of(() -> teams.addMember(found.organisationId(), found.id(), id));
        return refusal.isPresent()
                ? refused(
                        shell,
                        caller,
                        org,
                        found,
                        Form.refused("user", refusal.get()).with(Map.of("user", name)))
                : new OwnPath("/orgs/" + org + "/-/teams/" + found.name()).seeOther(Notice.ADDED);
    }

    @PostMapping(value = "/members/{user}", params = "_method=delete")
    ModelAndView remove(Caller caller, @PathVariable String org, @PathVariable String team, @PathVariable String user) {
        Team found = team(access.toGovern(caller, org), team);
        long id = users.find(user).map(User::id).orElseThrow(TeamController::missing);
        teams.removeMember(found.organisationId(), found.id(), id);
        return new OwnPath("/orgs/" + org + "/-/teams/" + found.name()).seeOther(Notice.REMOVED);
    }

    private ModelAndView refused(Shell shell, Caller caller, String org, Team team, Form form) {
        return Refusals.answer(VIEW, page(shell, heads.of(shell, caller, org, "teams"), team, "", form));
    }

    private TeamPage page(Shell shell, Head head, Team team, String after, Form form) {
        Page<TeamMember> page = Page.of(teams.members(team.organisationId(), team.id(), after, SIZE + 1), SIZE);
        Optional<String> next = page.more()
                ? Optional.of(head.at("teams/" + team.name()) + "?after="
                        + page.items().getLast().name())
                : Optional.empty();
        return new TeamPage(shell, head, form, team, page.items(), after.isEmpty(), next);
    }

    private Team team(Namespace namespace, String name) {
        return teams.find(namespace.id(), name).orElseThrow(TeamController::missing);
    }

    private static OciException missing() {
        return new OciException(ErrorCode.NAME_UNKNOWN);
    }
}
