package io.slipway.api.organisations;

import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Team;
import io.slipway.accounts.Teams;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.ApiException;
import io.slipway.api.PageQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(OrganisationsResource.PATH + "/{org}/teams/{team}/members")
class TeamMembersResource {

    private final NamespaceAccess access;
    private final Teams teams;
    private final Users users;

    TeamMembersResource(NamespaceAccess access, Teams teams, Users users) {
        this.access = access;
        this.teams = teams;
        this.users = users;
    }

    @GetMapping
    ResponseEntity<List<MemberView.OfTeam>> list(
            @PathVariable String org,
            @PathVariable String team,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Namespace namespace = access.toSee(ApiCallerFilter.caller(request), org);
        Team found = team(namespace, team);
        PageQuery query = PageQuery.of(after, limit);
        List<MemberView.OfTeam> read =
                teams.members(namespace.id(), found.id(), query.after(), query.limit() + 1).stream()
                        .map(MemberView.OfTeam::of)
                        .toList();
        String path = OrganisationsResource.PATH + "/" + namespace.name() + "/teams/" + found.name() + "/members";
        return query.answer(path, read, MemberView.OfTeam::name);
    }

    @PutMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void add(
            @PathVariable String org,
            @PathVariable String team,
            @PathVariable String user,
            HttpServletRequest request) {
        Namespace namespace = access.toGovern(ApiCallerFilter.caller(request), org);
        Team found = team(namespace, team);
        teams.addMember(namespace.id(), found.id(), user(user).id());
    }

    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @PathVariable String org,
            @PathVariable String team,
            @PathVariable String user,
            HttpServletRequest request) {
        Namespace namespace = access.toGovern(ApiCallerFilter.caller(request), org);
        Team found = team(namespace, team);
        teams.removeMember(namespace.id(), found.id(), user(user).id());
    }

    private Team team(Namespace namespace, String name) {
        return teams.find(namespace.id(), name).orElseThrow(ApiException::notFound);
    }

    private User user(String name) {
        return users.find(name).orElseThrow(ApiException::notFound);
    }
}
