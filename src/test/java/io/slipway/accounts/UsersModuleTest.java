package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class UsersModuleTest extends SharedPeople {

    @Autowired
    Organisations organisations;

    @Autowired
    Members members;

    @Autowired
    Robots robots;

    @Test
    void findsAndPagesByPartsOfNamesAndAddresses() {
        User ada = person();
        assertThat(users.find(ada.name())).contains(ada);
        assertThat(users.findByEmail(ada.email().orElseThrow().toUpperCase(java.util.Locale.ROOT)))
                .contains(ada);
        assertThat(users.page(ada.name() + "@EXAMPLE", "", 10)).containsExactly(ada);
        assertThat(users.page("%", "", 10)).isEmpty();
    }

    @Test
    void takesAnAddressOnceWhateverItsCase() {
        User ada = person();
        String shouted = ada.email().orElseThrow().toUpperCase(java.util.Locale.ROOT);
        assertRefused(
                Code.EMAIL_TAKEN,
                () -> users.create(NewUser.person(fresh("bob"), PASSWORD).withEmail(shouted)));
    }

    @Test
    void changesTheProfile() {
        User ada = person();
        users.changeProfile(ada.id(), _ -> new Profile(" Ada Lovelace ", Optional.of("zh-Hant")));
        assertThat(again(ada).displayName()).isEqualTo("Ada Lovelace");
        assertThat(again(ada).language()).contains("zh-Hant");
        assertRefused(Code.TEXT_INVALID, () -> new Profile("a\u202Eb", Optional.empty()));
        assertRefused(Code.LANGUAGE_UNKNOWN, () -> new Profile("", Optional.of("xx")));
    }

    @Test
    @Tag("H5")
    void letsNobodyInWhereNoPasswordWasChosenYet() {
        User ada = users.create(NewUser.invited(fresh("ada"), Optional.empty()));
        assertThat(users.verify(ada.name(), "the password of nobody")).isEmpty();
        assertThat(users.verify(ada.name(), "")).isEmpty();
        assertThat(users.verify(ada.id(), "")).isFalse();
    }

    @Test
    @Tag("H3")
    void hashesAnewAtTheNextSignInWhenParametersRose() {
        User ada = person();
        String weak = new Argon2PasswordEncoder(16, 32, 1, 1_024, 1).encode(PASSWORD);
        jdbc.sql("UPDATE accounts.app_user SET password_hash = ? WHERE principal_id = ?")
                .params(weak, ada.id())
                .update();

        assertThat(users.verify(ada.name(), OTHER)).isEmpty();
        assertThat(hash(ada)).isEqualTo(weak);
        assertThat(users.verify(ada.name(), PASSWORD)).contains(ada);
        assertThat(hash(ada)).contains("m=19456,t=2,p=1");
        assertThat(users.verify(ada.name(), PASSWORD)).contains(ada);
    }

    @Test
    @Tag("H7")
    void endsSessionsAndLinksWithThePassword() {
        User ada = person();
        String cookie = sessions.open(ada, "192.0.2.1", "tests");
        User changed = users.changePassword(ada.id(), PASSWORD, OTHER);
        assertThat(changed.passwordVersion()).isEqualTo(ada.passwordVersion() + 1);
        assertThat(sessions.find(cookie)).isEmpty();
        assertRefused(Code.PASSWORD_WRONG, () -> users.changePassword(ada.id(), PASSWORD, OTHER));
    }

    @Test
    @Tag("A14")
    void letsNobodyInWhoIsDisabled() {
        User ada = person();
        String cookie = sessions.open(ada, "192.0.2.1", "tests");
        users.disable(ada.id());
        assertThat(users.verify(ada.name(), PASSWORD)).isEmpty();
        assertThat(sessions.find(cookie)).isEmpty();
        users.enable(ada.id());
        assertThat(users.verify(ada.name(), PASSWORD)).isPresent();
        assertThat(sessions.find(cookie)).isEmpty();
    }

    @Test
    @Tag("A13")
    void givesTheNameOfADeletedAccountToSomebodyElse() {
        User ada = person();
        Robot robot =
                robots.create(new NewRobot(ada.namespaceId(), Optional.empty(), new ShortName("ci"), ""), ada.id());
        String cookie = sessions.open(ada, "192.0.2.1", "tests");

        users.delete(ada.id());

        assertThat(users.find(ada.id())).isEmpty();
        assertThat(users.find(ada.name())).isEmpty();
        assertThat(users.findByEmail(ada.email().orElseThrow())).isEmpty();
        assertThat(users.page(ada.name(), "", 10)).isEmpty();
        assertThat(users.verify(ada.name(), PASSWORD)).isEmpty();
        assertThat(sessions.find(cookie)).isEmpty();
        assertThat(robots.find(robot.id())).isEmpty();
        assertThat(List.of(count("session", ada.id()), count("link", ada.id()), count("known_address", ada.id())))
                .containsOnly(0L);
        User next = users.create(
                NewUser.person(ada.name(), OTHER).withEmail(ada.email().orElseThrow()));
        assertThat(next.id()).isNotEqualTo(ada.id());
        assertThat(next.namespaceId()).isNotEqualTo(ada.namespaceId());
        assertThat(robots.find(robot.name())).isEmpty();
        assertRefused(Code.USER_UNKNOWN, () -> users.setAuditor(ada.id(), true));
    }

    @Test
    @Tag("B9")
    void deletesNoLastOwner() {
        User ada = person();
        User bob = person();
        Organisation acme = organisations.create(new AccountName(fresh("acme")), "", "", ada.id());
        assertRefused(Code.LAST_OWNER, () -> users.delete(ada.id()));
        assertThat(users.find(ada.id())).contains(ada);

        members.add(acme.id(), bob.id(), true);
        users.delete(ada.id());
        assertThat(members.find(acme.id(), ada.id())).isEmpty();
    }

    @Test
    void keepsTheLastAdministratorWhoeverGoesAtTheSameTime() throws Exception {
        jdbc.sql("UPDATE accounts.app_user SET administrator = false").update();
        List<User> two = List.of(administrator(), administrator());
        for (int round = 0; round < 10; round++) {
            two.forEach(user -> users.setAdministrator(user.id(), true));
            AtomicInteger next = new AtomicInteger();
            long gone = successes(
                    2,
                    () -> users.setAdministrator(two.get(next.getAndIncrement()).id(), false));
            assertThat(gone).isEqualTo(1);
        }
        User last = two.stream()
                .map(this::again)
                .filter(User::administrator)
                .findFirst()
                .orElseThrow();
        assertRefused(Code.LAST_ADMINISTRATOR, () -> users.disable(last.id()));
        assertRefused(Code.LAST_ADMINISTRATOR, () -> users.delete(last.id()));
        assertRefused(Code.LAST_ADMINISTRATOR, () -> users.setAdministrator(last.id(), false));
    }

    @Test
    void keepsTheAuditorsFlag() {
        User ada = person();
        assertThat(users.setAuditor(ada.id(), true).auditor()).isTrue();
        assertThat(again(ada).auditor()).isTrue();
        assertThat(users.setAuditor(ada.id(), false).auditor()).isFalse();
    }

    private String hash(User user) {
        return jdbc.sql("SELECT password_hash FROM accounts.app_user WHERE principal_id = ?")
                .param(user.id())
                .query(String.class)
                .single();
    }
}
