package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.OrganisationChange;
import io.slipway.access.Removals;
import io.slipway.access.SiteAccess;
import io.slipway.access.Transfers;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.OrganisationProfile;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Role;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.EntityTag;
import io.slipway.api.Flags;
import io.slipway.api.OperationView;
import io.slipway.api.PageQuery;
import io.slipway.api.RepositoryDeletionView;
import io.slipway.content.RepositoryDeletions;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrganisationsResource {

    static final String PATH = "/api/v1/organisations";

    record Creation(
            @Nullable String name,
            @Nullable String displayName,
            @Nullable String description) {}

    /// What is left out stays as it is.
    record Change(
            @Nullable String name,
            @Nullable String displayName,
            @Nullable String description,
            @Nullable String defaultRole,
            @Nullable Boolean membersCreate) {

        OrganisationChange of(Organisation now) {
            OrganisationProfile profile = new OrganisationProfile(
                    Given.orElse(displayName, now.displayName()),
                    Given.orElse(description, now.description()),
                    defaultRole == null ? now.defaultRole() : Given.role(defaultRole, "defaultRole", Role.NONE),
                    membersCreate == null ? now.membersCreate() : membersCreate);
            return new OrganisationChange(Optional.ofNullable(name).map(AccountName::new), profile);
        }
    }

    private final NamespaceAccess access;
    private final SiteAccess site;
    private final Organisations organisations;
    private final Transfers transfers;

    private final Removals removals;
    private final RepositoryDeletions deletions;

    OrganisationsResource(
            NamespaceAccess access,
            SiteAccess site,
            Organisations organisations,
            Transfers transfers,
            Removals removals,
            RepositoryDeletions deletions) {
        this.access = access;
        this.removals = removals;
        this.deletions = deletions;
        this.site = site;
        this.organisations = organisations;
        this.transfers = transfers;
    }

    /// The caller's own; with `all` everybody's, for administrators and auditors.
    @GetMapping(PATH)
    ResponseEntity<List<OrganisationView>> list(
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        PageQuery query = PageQuery.of(after, limit);
        List<Organisation> read;
        if (all) {
            site.overseer(caller);
            read = organisations.page(query.after(), query.limit() + 1);
        } else {
            read = organisations.listOf(site.self(caller).id()).stream()
                    .filter(organisation -> organisation.name().compareTo(query.after()) > 0)
                    .limit(query.limit() + 1L)
                    .toList();
        }
        return query.answer(
                all ? PATH + "?all=true" : PATH,
                read.stream().map(OrganisationView::of).toList(),
                OrganisationView::name);
    }

    @PostMapping(PATH)
    ResponseEntity<OrganisationView> create(@RequestBody Creation body, HttpServletRequest request) {
        long by = site.account(ApiCallerFilter.caller(request)).id();
        AccountName name = new AccountName(Given.needed(body.name(), "name"));
        Organisation made = organisations.create(
                name, Given.orElse(body.displayName(), ""), Given.orElse(body.description(), ""), by);
        return ResponseEntity.created(URI.create(PATH + "/" + made.name())).body(OrganisationView.of(made));
    }

    @GetMapping(PATH + "/{org}")
    ResponseEntity<OrganisationView> get(@PathVariable String org, HttpServletRequest request) {
        Namespace namespace = access.toSee(ApiCallerFilter.caller(request), org);
        return EntityTag.answer(OrganisationView.of(organisations.get(namespace.id())));
    }

    @PatchMapping(PATH + "/{org}")
    ResponseEntity<OrganisationView> change(
            @PathVariable String org,
            @RequestBody Change body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Namespace namespace = access.toGovern(ApiCallerFilter.caller(request), org);
        Organisation changed = transfers.change(namespace, now -> {
            EntityTag.require(ifMatch, OrganisationView.of(now));
            return body.of(now);
        });
        return EntityTag.answer(OrganisationView.of(changed));
    }

    /// Takes its repositories along; with `dryRun=true` tells what would go.
    @DeleteMapping(PATH + "/{org}")
    @Parameter(name = "dryRun", in = ParameterIn.QUERY, description = "true: 200, and nothing is done")
    @Parameter(name = "locked", in = ParameterIn.QUERY, description = "true: locked tags may go, too")
    ResponseEntity<?> delete(
            @PathVariable String org,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        Namespace namespace = access.toGovern(caller, org);
        if (Flags.of(request, "dryRun")) {
            organisations.get(namespace.id());
            return ResponseEntity.ok(RepositoryDeletionView.of(namespace.name(), deletions.plan(namespace.id())));
        }
        return OperationView.accepted(removals.deleteOrganisation(
                namespace,
                caller.principal().orElseThrow(),
                Flags.of(request, "locked"),
                now -> EntityTag.require(ifMatch, OrganisationView.of(now))));
    }
}
