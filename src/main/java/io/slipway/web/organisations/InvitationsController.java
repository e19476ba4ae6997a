package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Invitation;
import io.slipway.accounts.Invitations;
import io.slipway.accounts.IssuedInvitation;
import io.slipway.accounts.Members;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.NewInvitation;
import io.slipway.accounts.Team;
import io.slipway.accounts.Teams;
import io.slipway.accounts.User;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Moment;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/// Invitations to an organisation: made by its owners, taken by whoever has the link.
@Controller
class InvitationsController {

    /// The fields of the form.
    record Fields(
            @Nullable String email,
            @Nullable String role,
            @Nullable String team) {

        Optional<String> address() {
            return Optional.ofNullable(email).map(String::strip).filter(it -> !it.isEmpty());
        }

        NewInvitation to(long organisation, Optional<Team> joined, Shell shell) {
            return new NewInvitation(
                    Optional.of(organisation),
                    address(),
                    "owner".equals(role),
                    joined.map(Team::id).stream().toList(),
                    Optional.of(shell.language().tag()));
        }
    }

    private final NamespaceAccess access;
    private final SiteAccess site;
    private final Invitations invitations;
    private final Members members;
    private final Teams teams;
    private final MembersView view;

    InvitationsController(
            NamespaceAccess access,
            SiteAccess site,
            Invitations invitations,
            Members members,
            Teams teams,
            MembersView view) {
        this.access = access;
        this.site = site;
        this.invitations = invitations;
        this.members = members;
        this.teams = teams;
        this.view = view;
    }

    /// Answers with the link, which is shown this once.
    @PostMapping("/orgs/{org}/-/invitations")
    ModelAndView create(Caller caller, Shell shell, @PathVariable String org, Fields fields) {
        Namespace namespace = access.toGovern(caller, org);
        Optional<Team> team = Optional.ofNullable(fields.team()).flatMap(name -> teams.find(namespace.id(), name));
        long by = caller.principal().orElseThrow();
        AtomicReference<@Nullable IssuedInvitation> made = new AtomicReference<>();
        Optional<String> refusal =
                Refusals.of(() -> made.set(invitations.create(fields.to(namespace.id(), team, shell), by)));
        if (refusal.isPresent()) {
            Form form = Form.refused("email", refusal.get())
                    .with(Map.of("email", fields.address().orElse("")));
            return Refusals.answer(MembersView.NAME, view.of(shell, caller, namespace, "", form, Optional.empty()));
        }
        Optional<String> link = Optional.ofNullable(made.get())
                .map(issued -> base(shell) + issued.link().path());
        return new ModelAndView(MembersView.NAME, "page", view.of(shell, caller, namespace, "", Form.EMPTY, link));
    }

    @PostMapping(value = "/orgs/{org}/-/invitations/{id}", params = "_method=delete")
    ModelAndView revoke(Caller caller, @PathVariable String org, @PathVariable long id) {
        Namespace namespace = access.toGovern(caller, org);
        if (!invitations.revoke(Optional.of(namespace.id()), id)) {
            throw missing();
        }
        return new OwnPath("/orgs/" + namespace.name() + "/-/members").seeOther(Notice.REVOKED);
    }

    @GetMapping("/orgs/-/invitations/{token}")
    ModelAndView show(Caller caller, Shell shell, @PathVariable String token) {
        Invitation invitation = toOrganisation(token);
        boolean member = caller.principal()
                .flatMap(id -> members.find(invitation.namespaceId().orElseThrow(), id))
                .isPresent();
        InvitationPage page = new InvitationPage(
                shell,
                token,
                invitation.organisation().orElseThrow(),
                invitation.invitedBy(),
                invitation.owner(),
                Moment.of(invitation.expiresAt(), shell.language()),
                member);
        return new ModelAndView("organisations/invitation", "page", page);
    }

    @PostMapping("/orgs/-/invitations/{token}")
    ModelAndView accept(Caller caller, @PathVariable String token) {
        String organisation = toOrganisation(token).organisation().orElseThrow();
        if (caller instanceof Caller.Anonymous) {
            return new OwnPath("/login?next=/orgs/-/invitations/" + token).seeOther();
        }
        User user = site.account(caller);
        Optional<String> refusal = Refusals.of(() -> invitations.accept(token, user));
        return refusal.isPresent()
                ? new OwnPath("/orgs/" + organisation).seeOther()
                : new OwnPath("/orgs/" + organisation).seeOther(Notice.JOINED);
    }

    private Invitation toOrganisation(String token) {
        return invitations
                .find(token)
                .filter(invitation -> invitation.organisation().isPresent())
                .orElseThrow(InvitationsController::missing);
    }

    private static String base(Shell shell) {
        return (shell.insecure() ? "http://" : "https://") + shell.registry();
    }

    private static OciException missing() {
        return new OciException(ErrorCode.NAME_UNKNOWN);
    }
}
