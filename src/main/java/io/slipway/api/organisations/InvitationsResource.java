package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Invitations;
import io.slipway.accounts.IssuedInvitation;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.NewInvitation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Teams;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Links by which people join an organisation.
@RestController
@RequestMapping(OrganisationsResource.PATH + "/{org}/invitations")
class InvitationsResource {

    /// @param email where it is sent, if the site sends mail; without: for the link alone
    record Creation(
            @Nullable String email,
            @Nullable Boolean owner,
            @Nullable List<String> teams,
            @Nullable String language) {}

    private final NamespaceAccess access;
    private final Organisations organisations;
    private final Teams teams;
    private final Invitations invitations;

    InvitationsResource(NamespaceAccess access, Organisations organisations, Teams teams, Invitations invitations) {
        this.access = access;
        this.organisations = organisations;
        this.teams = teams;
        this.invitations = invitations;
    }

    @GetMapping
    List<InvitationView> list(@PathVariable String org, HttpServletRequest request) {
        Namespace namespace = access.toOversee(ApiCallerFilter.caller(request), org);
        return invitations.list(Optional.of(organisations.get(namespace.id()).id())).stream()
                .map(InvitationView::of)
                .toList();
    }

    @PostMapping
    ResponseEntity<InvitationView> create(
            @PathVariable String org, @RequestBody Creation body, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        long organisation = organisations.get(access.toGovern(caller, org).id()).id();
        IssuedInvitation issued = invitations.create(
                new NewInvitation(
                        Optional.of(organisation),
                        Optional.ofNullable(body.email()),
                        Boolean.TRUE.equals(body.owner()),
                        teamIds(organisation, body.teams()),
                        Optional.ofNullable(body.language())),
                caller.principal().orElseThrow());
        URI path =
                URI.create(request.getRequestURI() + "/" + issued.invitation().id());
        return ResponseEntity.created(path).body(InvitationView.of(issued));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String org, @PathVariable long id, HttpServletRequest request) {
        Namespace namespace = access.toGovern(ApiCallerFilter.caller(request), org);
        if (!invitations.revoke(Optional.of(namespace.id()), id)) {
            throw ApiException.notFound();
        }
    }

    private List<Long> teamIds(long organisation, @Nullable List<String> names) {
        return (names == null ? List.<String>of() : names)
                .stream()
                        .map(name -> teams.find(organisation, Objects.requireNonNullElse(name, ""))
                                .orElseThrow(() -> ApiException.invalid("there is no team " + name))
                                .id())
                        .toList();
    }
}
