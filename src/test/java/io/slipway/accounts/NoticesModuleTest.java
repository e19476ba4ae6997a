package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class NoticesModuleTest extends SharedPeople {

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Organisations organisations;

    @Autowired
    Members members;

    @Test
    @Tag("H6")
    void tellsAnOwnerThatThePasswordWasChanged() {
        User ada = person();
        users.changePassword(ada.id(), PASSWORD, OTHER);

        assertThat(awaitMail(address(ada), "password")).contains(ada.name(), "registry.example.com");
    }

    @Test
    @Tag("H8")
    void tellsAnOwnerOfEveryChangeOfTheSecondFactor() {
        User ada = person();
        publish(Event.of("factor.enable").target(ada.name()));
        publish(Event.of("factor.codes").target(ada.name()));
        publish(Event.of("factor.recovery").target(ada.name()));
        publish(Event.of("factor.disable").target(ada.name()));

        awaitMail(address(ada), "is on");
        awaitMail(address(ada), "New recovery codes");
        awaitMail(address(ada), "was used");
        awaitMail(address(ada), "is off");
    }

    @Test
    @Tag("H10")
    void tellsOfATokenWithItsNameAndWritesInTheLanguageOfThePerson() {
        User ada = person();
        users.changeProfile(ada.id(), _ -> new Profile("Ada", Optional.of("ca")));
        publish(Event.of("credential.issue").target(ada.name()).with("name", "laptop"));
        publish(expiring(ada.name()));

        assertThat(awaitMail(address(ada), "Un nou testimoni")).contains("laptop");
        assertThat(awaitMail(address(ada), "caduca")).contains("laptop", ada.name(), "2027-01-31");
    }

    @Test
    @Tag("H10")
    void tellsTheOwnersOfAnOrganisationThatATokenOfItsRobotEnds() {
        User ada = person();
        User bob = person();
        User carl = person();
        Organisation harbour = organisations.create(new AccountName(fresh("harbour")), "", "", ada.id());
        members.add(harbour.id(), bob.id(), true);
        members.add(harbour.id(), carl.id(), false);
        publish(expiring(harbour.name() + "+ci"));

        assertThat(awaitMail(address(ada), "ends on")).contains(harbour.name() + "+ci");
        awaitMail(address(bob), "ends on");
        assertThat(mailsTo(address(carl))).isEmpty();
    }

    @Test
    void writesToNobodyWhoWasRefusedOrIsDisabled() {
        User ada = person();
        User bob = person();
        User last = person();
        users.disable(bob.id());
        publish(Event.of("password.change").target(ada.name()).refused("WRONG"));
        publish(Event.of("password.change").target(bob.name()));
        publish(Event.of("password.change").target(last.name()));

        awaitMail(address(last), "password");
        await().until(() -> jdbc.sql("SELECT count(*) FROM work.outbox WHERE reader = 'notices'")
                        .query(Long.class)
                        .single()
                == 0);
        assertThat(mailsTo(address(ada))).isEmpty();
        assertThat(mailsTo(address(bob))).isEmpty();
    }

    private static Event expiring(String holder) {
        return Event.of("credential.expire-soon")
                .target(holder)
                .with("name", "laptop")
                .with("expires", "2027-01-31");
    }

    private void publish(Event event) {
        transactions.executeWithoutResult(_ -> outbox.publish(event));
    }

    private static String address(User user) {
        return user.email().orElseThrow();
    }
}
