package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.accounts.SignUps.Outcome;
import io.slipway.accounts.SignUps.Outcome.MailSent;
import io.slipway.work.RequestOrigin;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SignUpsModuleTest extends SharedPeople {

    @Autowired
    SignUps signUps;

    @Autowired
    Invitations invitations;

    @Autowired
    Organisations organisations;

    @Autowired
    Members members;

    @Test
    @Tag("G7")
    void beginsAnAccountWithTheClickInTheMail() throws Exception {
        String name = fresh("eve");
        assertThat(ask(name, name + "@example.org")).isEqualTo(new MailSent(name + "@example.org"));
        assertThat(users.find(name)).isEmpty();

        String token = tokenMailedTo(name + "@example.org");
        assertThat(successes(5, () -> signUps.confirm(token))).isEqualTo(1);

        assertThat(users.verify(name, PASSWORD)).isPresent();
        assertThat(users.find(name).orElseThrow().administrator()).isFalse();
        assertRefused(Code.LINK_INVALID, () -> signUps.confirm(token));
    }

    @Test
    @Tag("H5")
    void tellsOnlyTheMailboxThatItHasAnAccount() {
        User ada = person();
        String address = ada.email().orElseThrow();
        String name = fresh("eve");
        assertThat(ask(name, address)).isEqualTo(new MailSent(address));
        assertThat(mailsTo(address)).hasSize(1);
        assertThat(mailsTo(address).getFirst().get("body").asString()).doesNotContain("{link}");
        // and the name is held as for anybody
        assertRefused(Code.NAME_TAKEN, () -> ask(name, fresh("x") + "@example.org"));
    }

    @Test
    void holdsANameUntilTheMailExpires() {
        String name = fresh("eve");
        ask(name, name + "@example.org");
        assertRefused(Code.NAME_TAKEN, () -> ask(name, fresh("x") + "@example.org"));
        assertRefused(Code.NAME_TAKEN, () -> users.create(NewUser.person(name, PASSWORD)));
        String token = tokenMailedTo(name + "@example.org");
        jdbc.sql("UPDATE accounts.sign_up SET expires_at = now() - INTERVAL '1 s' WHERE name = ?")
                .param(name)
                .update();
        assertRefused(Code.LINK_INVALID, () -> signUps.confirm(token));
        ask(name, fresh("x") + "@example.org");
    }

    @Test
    @Tag("H4")
    void takesTenAnHourFromOneAddress() {
        RequestOrigin origin = RequestOrigin.of("203.0.113.9", "tests");
        for (int i = 0; i < 10; i++) {
            String name = fresh("eve");
            origin.call(() -> signUps.request(signUp(name, name + "@example.org", Optional.empty())));
        }
        assertRefused(
                Code.TOO_MANY_TRIES,
                () -> origin.call(() -> signUps.request(signUp(fresh("eve"), "eve@example.org", Optional.empty()))));
    }

    @Test
    void joinsAnOrganisationByItsInvitation() {
        User owner = person();
        Organisation acme = organisations.create(new AccountName(fresh("acme")), "", "", owner.id());
        String invitation = invitations
                .create(NewInvitation.toOrganisation(acme.id(), Optional.empty()), owner.id())
                .link()
                .token();
        String name = fresh("eve");
        fromSomewhere(() -> signUps.request(signUp(name, name + "@example.org", Optional.of(invitation))));
        User eve = signUps.confirm(tokenMailedTo(name + "@example.org"));

        assertThat(members.find(acme.id(), eve.id())).isPresent();
        assertThat(invitations.find(invitation)).isEmpty();
        assertRefused(
                Code.INVITATION_INVALID,
                () -> fromSomewhere(
                        () -> signUps.request(signUp(fresh("eve"), "e@example.org", Optional.of(invitation)))));
    }

    private Outcome ask(String name, String email) {
        return fromSomewhere(() -> signUps.request(signUp(name, email, Optional.empty())));
    }

    private static NewSignUp signUp(String name, String email, Optional<String> invitation) {
        return new NewSignUp(new AccountName(name), email, PASSWORD, Optional.empty(), invitation);
    }
}
