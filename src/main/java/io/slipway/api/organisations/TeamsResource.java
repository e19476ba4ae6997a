package io.slipway.api.organisations;

import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Team;
import io.slipway.accounts.Teams;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.ApiException;
import io.slipway.api.EntityTag;
import io.slipway.api.PageQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(OrganisationsResource.PATH + "/{org}/teams")
class TeamsResource {

    record Body(@Nullable String name, @Nullable String description) {

        Teams.Change toChange() {
            return new Teams.Change(Optional.ofNullable(name).map(ShortName::new), Optional.ofNullable(description));
        }
    }

    private final NamespaceAccess access;
    private final Organisations organisations;
    private final Teams teams;

    TeamsResource(NamespaceAccess access, Organisations organisations, Teams teams) {
        this.access = access;
        this.organisations = organisations;
        this.teams = teams;
    }

    @GetMapping
    ResponseEntity<List<TeamView>> list(
            @PathVariable String org,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Organisation organisation = seen(request, org);
        PageQuery query = PageQuery.of(after, limit);
        List<TeamView> read = teams.page(organisation.id(), query.after(), query.limit() + 1).stream()
                .map(TeamView::of)
                .toList();
        return query.answer(path(organisation), read, TeamView::name);
    }

    @PostMapping
    ResponseEntity<TeamView> create(@PathVariable String org, @RequestBody Body body, HttpServletRequest request) {
        Organisation organisation = governed(request, org);
        ShortName name = new ShortName(Given.needed(body.name(), "name"));
        Team made = teams.create(organisation.id(), name, Given.orElse(body.description(), ""));
        return ResponseEntity.created(URI.create(path(organisation) + "/" + made.name()))
                .body(TeamView.of(made));
    }

    @GetMapping("/{team}")
    ResponseEntity<TeamView> get(@PathVariable String org, @PathVariable String team, HttpServletRequest request) {
        return EntityTag.answer(TeamView.of(team(seen(request, org), team)));
    }

    @PatchMapping("/{team}")
    ResponseEntity<TeamView> change(
            @PathVariable String org,
            @PathVariable String team,
            @RequestBody Body body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Team found = team(governed(request, org), team);
        Team changed = teams.change(found.organisationId(), found.id(), now -> {
            EntityTag.require(ifMatch, TeamView.of(now));
            return body.toChange();
        });
        return EntityTag.answer(TeamView.of(changed));
    }

    @DeleteMapping("/{team}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String org, @PathVariable String team, HttpServletRequest request) {
        Team found = team(governed(request, org), team);
        teams.delete(found.organisationId(), found.id());
    }

    private Team team(Organisation organisation, String name) {
        return teams.find(organisation.id(), name).orElseThrow(ApiException::notFound);
    }

    private Organisation seen(HttpServletRequest request, String org) {
        return organisations.get(
                access.toSee(ApiCallerFilter.caller(request), org).id());
    }

    private Organisation governed(HttpServletRequest request, String org) {
        Namespace namespace = access.toGovern(ApiCallerFilter.caller(request), org);
        return organisations.get(namespace.id());
    }

    private static String path(Organisation organisation) {
        return OrganisationsResource.PATH + "/" + organisation.name() + "/teams";
    }
}
