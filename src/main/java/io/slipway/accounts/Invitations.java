package io.slipway.accounts;

import io.slipway.accounts.AccountMails.Page;
import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Links by which somebody joins an organisation, or gets an account at a site that makes them by invitation only.
/// They work once, for seven days, for whoever has them: an address says where one was sent, not who may use it.
@Service
public class Invitations {

    private final InvitationSql sql;
    private final Organisations organisations;
    private final Members members;
    private final Teams teams;
    private final AccountMails mails;
    private final Outbox outbox;

    Invitations(
            InvitationSql sql,
            Organisations organisations,
            Members members,
            Teams teams,
            AccountMails mails,
            Outbox outbox) {
        this.sql = sql;
        this.organisations = organisations;
        this.members = members;
        this.teams = teams;
        this.mails = mails;
        this.outbox = outbox;
    }

    /// Sends a mail where an address is given and the site can; the link is returned in any case.
    ///
    /// @throws AccountsException for an organisation or a team of it that is not there
    @Transactional
    public IssuedInvitation create(NewInvitation asked, long by) {
        asked.namespaceId().ifPresent(id -> {
            organisations.get(id);
            asked.teamIds().forEach(team -> teams.get(id, team));
        });
        OpaqueToken token = OpaqueToken.fresh();
        Invitation made = sql.find(sql.insert(token.hash(), asked, by)).orElseThrow();
        asked.email().ifPresent(address -> mail(made, address, asked.language(), token));
        outbox.publish(event("invitation.create", made));
        return new IssuedInvitation(
                made, new IssuedLink(token.value(), page(made).path(token), made.expiresAt()));
    }

    /// Those that wait, the newest first.
    ///
    /// @param namespaceId of the organisation; empty: those to the site
    @Transactional(readOnly = true)
    public List<Invitation> list(Optional<Long> namespaceId) {
        return sql.list(namespaceId);
    }

    /// What the link is good for, while it works.
    @Transactional(readOnly = true)
    public Optional<Invitation> find(String token) {
        return sql.find(new OpaqueToken(token).hash());
    }

    /// @return whether there was such an invitation of this organisation (empty: to the site)
    @Transactional
    public boolean revoke(Optional<Long> namespaceId, long id) {
        Optional<Invitation> found = sql.find(id);
        boolean revoked = sql.delete(namespaceId, id) > 0;
        if (revoked) {
            found.ifPresent(invitation -> outbox.publish(event("invitation.revoke", invitation)));
        }
        return revoked;
    }

    /// Somebody who has an account joins the organisation.
    ///
    /// @throws AccountsException for a link that does not work (any more), one to the site, or a member already
    @Transactional
    public Invitation accept(String token, User user) {
        Invitation invitation =
                find(token).filter(found -> found.namespaceId().isPresent()).orElseThrow(Invitations::invalid);
        join(invitation, user);
        return invitation;
    }

    void acceptAtSignUp(long id, User user) {
        join(sql.find(id).orElseThrow(Invitations::invalid), user);
    }

    static AccountsException invalid() {
        return new AccountsException(
                Code.INVITATION_INVALID, "this invitation does not work any more; ask for a new one");
    }

    private void join(Invitation invitation, User user) {
        if (sql.accept(invitation.id(), user.id()) == 0) {
            throw invalid();
        }
        invitation.namespaceId().ifPresent(organisation -> {
            members.add(organisation, user.id(), invitation.owner());
            // some may be gone by now
            List<Long> live = sql.liveTeams(organisation, invitation.teamIds());
            live.forEach(team -> teams.addMember(organisation, team, user.id()));
        });
        outbox.publish(event("invitation.accept", invitation).by(user.id(), user.name()));
    }

    private void mail(Invitation invitation, String address, Optional<String> language, OpaqueToken token) {
        String key = invitation.organisation().isPresent() ? "invitation-organisation" : "invitation";
        mails.send(
                address,
                key,
                language,
                Map.of(
                        "organisation", invitation.organisation().orElse(""),
                        "inviter", invitation.invitedBy(),
                        "link", mails.configured() ? mails.link(page(invitation), token) : ""));
    }

    private static Page page(Invitation invitation) {
        return invitation.namespaceId().isPresent() ? Page.ORGANISATION : Page.INVITATION;
    }

    private static Event event(String action, Invitation invitation) {
        Event event = Event.of(action)
                .target(invitation.organisation().orElse(""))
                .with("email", invitation.email().orElse(""));
        return invitation.namespaceId().map(event::in).orElse(event);
    }
}
