package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class InvitationsModuleTest extends SharedPeople {

    @Autowired
    Invitations invitations;

    @Autowired
    RecoveryWorker worker;

    @Autowired
    Organisations organisations;

    @Autowired
    Members members;

    @Autowired
    Teams teams;

    @Test
    void letsOneJoinWithTheTeamsThatAreStillThere() throws Exception {
        User owner = person();
        Organisation acme = organisation(owner);
        Team core = teams.create(acme.id(), new ShortName("core"), "");
        Team gone = teams.create(acme.id(), new ShortName("gone"), "");
        String token = invitations
                .create(
                        new NewInvitation(
                                Optional.of(acme.id()),
                                Optional.of("x@example.org"),
                                true,
                                List.of(core.id(), gone.id()),
                                Optional.of("es")),
                        owner.id())
                .link()
                .token();
        teams.delete(acme.id(), gone.id());
        User bob = person();
        User cyd = person();
        List<User> both = List.of(bob, cyd);
        var next = new java.util.concurrent.atomic.AtomicInteger();

        assertThat(successes(2, () -> invitations.accept(token, both.get(next.getAndIncrement()))))
                .isEqualTo(1);

        User joined = members.find(acme.id(), bob.id()).isPresent() ? bob : cyd;
        assertThat(members.find(acme.id(), joined.id()).orElseThrow().owner()).isTrue();
        assertThat(teams.listOf(joined.id())).extracting(Team::id).containsExactly(core.id());
        assertThat(tokenMailedTo("x@example.org")).isEqualTo(token);
    }

    @Test
    void forgetsOpenInvitationsThatExpired() {
        User owner = person();
        Organisation acme = organisation(owner);
        long expired = invite(acme, owner);
        long accepted = invite(acme, owner);
        long open = invite(acme, owner);
        jdbc.sql("UPDATE accounts.invitation SET expires_at = now() - INTERVAL '1 second' WHERE id IN (?, ?)")
                .params(expired, accepted)
                .update();
        jdbc.sql("UPDATE accounts.invitation SET accepted_at = now() - INTERVAL '1 day', accepted_by = ? WHERE id = ?")
                .params(owner.id(), accepted)
                .update();

        worker.forgetExpired();

        assertThat(jdbc.sql("SELECT id FROM accounts.invitation WHERE namespace_id = ? ORDER BY id")
                        .param(acme.id())
                        .query(Long.class)
                        .list())
                .containsExactly(accepted, open);
    }

    private long invite(Organisation to, User by) {
        NewInvitation asked =
                new NewInvitation(Optional.of(to.id()), Optional.empty(), false, List.of(), Optional.empty());
        return invitations.create(asked, by.id()).invitation().id();
    }

    @Test
    void refusesAMemberWithoutUsingTheInvitationUp() {
        User owner = person();
        Organisation acme = organisation(owner);
        String token = create(acme, owner).link().token();
        assertRefused(Code.MEMBER_EXISTS, () -> invitations.accept(token, owner));
        assertThat(invitations.find(token)).isPresent();
    }

    @Test
    @Tag("B2")
    void revokesOnlyInItsOwnOrganisation() {
        User owner = person();
        Organisation acme = organisation(owner);
        Organisation other = organisation(owner);
        IssuedInvitation made = create(acme, owner);
        assertThat(invitations.list(Optional.of(acme.id()))).containsExactly(made.invitation());
        assertThat(invitations.list(Optional.of(other.id()))).isEmpty();

        assertThat(invitations.revoke(Optional.of(other.id()), made.invitation().id()))
                .isFalse();
        assertThat(invitations.revoke(Optional.empty(), made.invitation().id())).isFalse();
        assertThat(invitations.revoke(Optional.of(acme.id()), made.invitation().id()))
                .isTrue();
        assertRefused(
                Code.INVITATION_INVALID, () -> invitations.accept(made.link().token(), person()));
        Team foreign = teams.create(other.id(), new ShortName("core"), "");
        assertRefused(
                Code.TEAM_UNKNOWN,
                () -> invitations.create(
                        new NewInvitation(
                                Optional.of(acme.id()),
                                Optional.empty(),
                                false,
                                List.of(foreign.id()),
                                Optional.empty()),
                        owner.id()));
    }

    @Test
    void endsAfterSevenDaysAndWithWhoeverMadeIt() {
        User owner = person();
        User second = person();
        Organisation acme = organisation(owner);
        members.add(acme.id(), second.id(), true);
        IssuedInvitation expired = create(acme, owner);
        jdbc.sql("UPDATE accounts.invitation SET expires_at = now() WHERE id = ?")
                .param(expired.invitation().id())
                .update();
        IssuedInvitation orphan = create(acme, second);
        users.delete(second.id());
        assertThat(invitations.find(expired.link().token())).isEmpty();
        assertThat(invitations.find(orphan.link().token())).isEmpty();
        assertThat(invitations.list(Optional.of(acme.id()))).isEmpty();
    }

    private Organisation organisation(User owner) {
        return organisations.create(new AccountName(fresh("acme")), "", "", owner.id());
    }

    private IssuedInvitation create(Organisation organisation, User by) {
        return invitations.create(NewInvitation.toOrganisation(organisation.id(), Optional.empty()), by.id());
    }
}
