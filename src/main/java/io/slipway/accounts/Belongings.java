package io.slipway.accounts;

import org.springframework.stereotype.Component;

/// What an account has beside its own row.
@Component
class Belongings {

    private final SessionSql sessions;
    private final LinkSql links;
    private final KnownAddressSql addresses;
    private final SecondFactorSql factors;
    private final InvitationSql invitations;
    private final Members members;

    Belongings(
            SessionSql sessions,
            LinkSql links,
            KnownAddressSql addresses,
            SecondFactorSql factors,
            InvitationSql invitations,
            Members members) {
        this.sessions = sessions;
        this.links = links;
        this.addresses = addresses;
        this.factors = factors;
        this.invitations = invitations;
        this.members = members;
    }

    /// All browsers, and all links that wait in mailboxes.
    void endSignIns(long principalId) {
        sessions.deleteOf(principalId);
        links.deleteOf(principalId);
    }

    /// @throws AccountsException when one of them would be left without an owner
    void leaveOrganisations(long principalId) {
        members.leaveAll(principalId);
    }

    void remove(long principalId) {
        endSignIns(principalId);
        sessions.stopSeeingAs(principalId);
        addresses.deleteOf(principalId);
        factors.deleteOf(principalId);
        invitations.deleteOpenOf(principalId);
    }
}
