package io.slipway.web.organisations;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.Grant;
import io.slipway.access.Grantee.Kind;
import io.slipway.access.Grants;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.TeamRoleChange;
import io.slipway.access.TeamRoles;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Role;
import io.slipway.accounts.Team;
import io.slipway.accounts.Teams;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositorySummary;
import io.slipway.oci.RepositoryName;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import io.slipway.web.organisations.PermissionsPage.Cell;
import io.slipway.web.organisations.PermissionsPage.Row;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Which team has which role in which repository.
@Controller
@RequestMapping("/orgs/{org}/-/permissions")
class PermissionsController {

    private static final int ROWS = 20;
    private static final int COLUMNS = 8;
    private static final String FIELD = "role ";

    private final NamespaceAccess access;
    private final Access repositoryAccess;
    private final Organisations organisations;
    private final Repositories repositories;
    private final Teams teams;
    private final TeamRoles roles;
    private final Grants grants;
    private final Heads heads;

    PermissionsController(Sources sources, Teams teams, TeamRoles roles, Grants grants, Heads heads) {
        this.access = sources.access();
        this.repositoryAccess = sources.repositoryAccess();
        this.organisations = sources.organisations();
        this.repositories = sources.repositories();
        this.teams = teams;
        this.roles = roles;
        this.grants = grants;
        this.heads = heads;
    }

    @GetMapping
    ModelAndView show(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String team) {
        Namespace namespace = access.toGovern(caller, org);
        Role everyone = organisations.get(namespace.id()).defaultRole();
        String start = namespace.name() + "/";
        String last = Words.clean(after).startsWith(start) ? Words.clean(after) : start;
        Page<Team> columns = Page.of(teams.page(namespace.id(), Words.clean(team), COLUMNS + 1), COLUMNS);
        List<String> names = columns.items().stream().map(Team::name).toList();
        Page<RepositorySummary> found = repositories.summaries(repositoryAccess.visible(caller), last, ROWS);
        List<RepositoryName> shown = found.items().stream()
                .map(RepositorySummary::name)
                .filter(name -> name.value().startsWith(start))
                .toList();
        Head head = heads.of(shell, caller, namespace.name(), "permissions");
        Optional<String> next = found.more() && shown.size() == ROWS
                ? Optional.of(link(head, shown.getLast().value(), Words.clean(team)))
                : Optional.empty();
        Optional<String> nextTeam = columns.more() ? Optional.of(link(head, "", names.getLast())) : Optional.empty();
        boolean first = last.equals(start) && team.isEmpty();
        PermissionsPage page =
                new PermissionsPage(shell, head, names, rows(namespace, names, shown), everyone, first, next, nextTeam);
        return new ModelAndView("organisations/permissions", "page", page);
    }

    /// Only cells whose choice differs from what was shown are written.
    @PostMapping
    ModelAndView save(Caller caller, @PathVariable String org, HttpServletRequest request) {
        Namespace namespace = access.toGovern(caller, org);
        List<TeamRoleChange> changes = new ArrayList<>();
        request.getParameterMap().forEach((field, values) -> {
            String[] parts = field.split(" ", 3);
            String[] change = values[0].split(":", 2);
            if (field.startsWith(FIELD) && parts.length == 3 && change.length == 2 && !change[0].equals(change[1])) {
                Optional<Repository> repository = Optional.of(parts[2])
                        .filter(name -> !name.isEmpty())
                        .map(name -> repositoryAccess.toManage(caller, inside(namespace, name)));
                Role role = Role.find(change[1]).orElse(Role.NONE);
                changes.add(new TeamRoleChange(parts[1], repository, role));
            }
        });
        roles.change(namespace, changes, caller);
        return new OwnPath("/orgs/" + namespace.name() + "/-/permissions").seeOther(Notice.SAVED);
    }

    private List<Row> rows(Namespace namespace, List<String> teams, List<RepositoryName> repositories) {
        Map<String, Role> wide = grants.list(namespace).stream()
                .filter(grant -> grant.grantee().kind() == Kind.TEAM)
                .collect(Collectors.toMap(grant -> grant.grantee().name(), Grant::role));
        Map<RepositoryName, Map<String, Role>> single = roles.of(namespace, repositories);
        List<Row> rows = new ArrayList<>();
        rows.add(row("", "", teams, wide));
        repositories.forEach(name -> rows.add(row(
                name.value(),
                name.value().substring(namespace.name().length() + 1),
                teams,
                single.getOrDefault(name, Map.of()))));
        return rows;
    }

    private static Row row(String repository, String shown, List<String> teams, Map<String, Role> roles) {
        return new Row(
                repository,
                shown,
                teams.stream()
                        .map(team ->
                                new Cell(FIELD + team + " " + repository, team, roles.getOrDefault(team, Role.NONE)))
                        .toList());
    }

    private static RepositoryName inside(Namespace namespace, String name) {
        return RepositoryName.parse(name.startsWith(namespace.name() + "/") ? name : namespace.name() + "/" + name);
    }

    private static String link(Head head, String after, String team) {
        return UriComponentsBuilder.fromPath(head.at("permissions"))
                .queryParamIfPresent("after", Optional.of(after).filter(it -> !it.isEmpty()))
                .queryParamIfPresent("team", Optional.of(team).filter(it -> !it.isEmpty()))
                .encode()
                .toUriString();
    }
}
