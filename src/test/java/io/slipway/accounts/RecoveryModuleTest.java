package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("H6")
class RecoveryModuleTest extends SharedPeople {

    @Autowired
    Recovery recovery;

    @Autowired
    RecoveryWorker worker;

    @Autowired
    SecondFactors factors;

    @Autowired
    EmailChanges emails;

    @Test
    void changesThePasswordOnceOfManyUsesAtTheSameTime() throws Exception {
        User ada = person();
        jdbc.sql("INSERT INTO accounts.second_factor (principal_id, sealed, confirmed_at) VALUES (?, ?, now())")
                .params(ada.id(), new byte[1])
                .update();
        String cookie = sessions.open(ada, "192.0.2.1", "tests");
        String token = asked(ada, ada.name());

        assertThat(successes(50, () -> recovery.reset(token, OTHER))).isEqualTo(1);

        assertThat(users.verify(ada.name(), OTHER)).isPresent();
        assertThat(users.verify(ada.name(), PASSWORD)).isEmpty();
        assertThat(sessions.find(cookie)).isEmpty();
        assertThat(again(ada).twoFactor()).isTrue();
        assertThat(awaitMail(address(ada), "was changed")).contains(ada.name());
        assertRefused(Code.LINK_INVALID, () -> recovery.reset(token, PASSWORD));
    }

    @Test
    @Tag("G7")
    void mailsALinkOfThePublicUrlToWhomeverAskedByNameOrAddress() {
        User ada = person();
        String token = asked(ada, address(ada));
        assertThat(recovery.holder(token)).contains(again(ada));
        assertThat(jdbc.sql("SELECT count(*) FROM accounts.link WHERE token_hash = sha256(CAST(? AS BYTEA))")
                        .param(token.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @Tag("H5")
    void doesTheSameForNamesThatNobodyHas() {
        for (String given :
                new String[] {fresh("nobody"), fresh("nobody") + "@example.org", "a\0b", "x".repeat(400), ""}) {
            fromSomewhere(() -> {
                recovery.ask(given, Optional.of("ca"));
                return given;
            });
        }
        worker.mailLinks();
        assertThat(jdbc.sql("SELECT count(*) FROM accounts.reset_request")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void endsOlderLinksWithANewOneAndWithChanges() {
        User ada = person();
        User root = administrator();
        String first = recovery.linkFor(ada.id(), root.id()).token();
        String second = recovery.linkFor(ada.id(), root.id()).token();
        assertThat(recovery.holder(first)).isEmpty();
        assertThat(recovery.holder(second)).isPresent();

        users.changePassword(ada.id(), PASSWORD, OTHER);
        assertThat(recovery.holder(second)).isEmpty();

        String third = recovery.linkFor(ada.id(), root.id()).token();
        String address = fresh("new") + "@example.org";
        fromSomewhere(() -> {
            emails.request(ada.id(), address);
            return address;
        });
        emails.confirm(tokenMailedTo(address));
        assertThat(recovery.holder(third)).isEmpty();
    }

    @Test
    void expires() {
        User ada = person();
        String token = recovery.linkFor(ada.id(), ada.id()).token();
        jdbc.sql("UPDATE accounts.link SET expires_at = now() WHERE principal_id = ?")
                .param(ada.id())
                .update();
        assertRefused(Code.LINK_INVALID, () -> recovery.reset(token, OTHER));
        assertRefused(Code.LINK_INVALID, () -> recovery.reset("nonsense", OTHER));
    }

    @Test
    void letsSomebodyChooseAFirstPassword() {
        User ada = users.create(NewUser.invited(fresh("ada"), Optional.empty()));
        IssuedLink link = recovery.linkFor(ada.id(), ada.id());
        assertRefused(Code.PASSWORD_COMMON, () -> recovery.reset(link.token(), "passwordpassword"));
        recovery.reset(link.token(), PASSWORD);
        assertThat(users.verify(ada.name(), PASSWORD)).isPresent();
    }

    @Test
    @Tag("A14")
    void givesNoLinkToWhoIsDisabled() {
        User ada = person();
        String token = recovery.linkFor(ada.id(), ada.id()).token();
        users.disable(ada.id());
        assertRefused(Code.LINK_INVALID, () -> recovery.reset(token, OTHER));
        assertRefused(Code.USER_UNKNOWN, () -> recovery.linkFor(ada.id(), ada.id()));
    }

    private String asked(User user, String given) {
        fromSomewhere(() -> {
            recovery.ask(given, Optional.empty());
            return given;
        });
        worker.mailLinks();
        return tokenMailedTo(address(user));
    }

    private static String address(User user) {
        return user.email().orElseThrow();
    }
}
