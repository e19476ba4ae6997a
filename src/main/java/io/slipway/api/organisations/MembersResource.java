package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Member;
import io.slipway.accounts.Members;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.ApiException;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(OrganisationsResource.PATH + "/{org}/members")
class MembersResource {

    record Place(@Nullable Boolean owner) {}

    private final NamespaceAccess access;
    private final SiteAccess site;
    private final Organisations organisations;
    private final Members members;
    private final Users users;

    MembersResource(
            NamespaceAccess access, SiteAccess site, Organisations organisations, Members members, Users users) {
        this.access = access;
        this.site = site;
        this.organisations = organisations;
        this.members = members;
        this.users = users;
    }

    @GetMapping
    ResponseEntity<List<MemberView>> list(
            @PathVariable String org,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Organisation organisation = seen(request, org);
        PageQuery query = PageQuery.of(after, limit);
        List<MemberView> read = members.page(organisation.id(), query.after(), query.limit() + 1).stream()
                .map(MemberView::of)
                .toList();
        return query.answer(
                OrganisationsResource.PATH + "/" + organisation.name() + "/members", read, MemberView::name);
    }

    @GetMapping("/{user}")
    MemberView get(@PathVariable String org, @PathVariable String user, HttpServletRequest request) {
        return MemberView.of(member(seen(request, org), user));
    }

    /// Adds somebody, or makes a member an owner or none.
    @PutMapping("/{user}")
    ResponseEntity<MemberView> put(
            @PathVariable String org, @PathVariable String user, @RequestBody Place body, HttpServletRequest request) {
        Namespace namespace = access.toGovern(ApiCallerFilter.caller(request), org);
        Organisation organisation = organisations.get(namespace.id());
        boolean owner = Boolean.TRUE.equals(body.owner());
        User found = users.find(user).orElseThrow(ApiException::notFound);
        if (members.find(organisation.id(), found.id()).isPresent()) {
            return ResponseEntity.ok(MemberView.of(members.setOwner(organisation.id(), found.id(), owner)));
        }
        Member made = members.add(organisation.id(), found.id(), owner);
        String path = OrganisationsResource.PATH + "/" + organisation.name() + "/members/" + made.name();
        return ResponseEntity.created(URI.create(path)).body(MemberView.of(made));
    }

    /// Owners remove anybody; everybody may leave.
    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String org, @PathVariable String user, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        Organisation organisation = seen(request, org);
        Member member = member(organisation, user);
        if (Optional.of(member.id()).equals(caller.principal())) {
            members.leave(organisation.id(), site.account(caller).id());
        } else {
            access.toGovern(caller, org);
            members.remove(organisation.id(), member.id());
        }
    }

    private Organisation seen(HttpServletRequest request, String org) {
        return organisations.get(
                access.toSee(ApiCallerFilter.caller(request), org).id());
    }

    private Member member(Organisation organisation, String user) {
        return users.find(user)
                .flatMap(found -> members.find(organisation.id(), found.id()))
                .orElseThrow(ApiException::notFound);
    }
}
