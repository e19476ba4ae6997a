package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.accounts.SecondFactors.Verification;
import io.slipway.accounts.SecondFactors.Verification.Passed;
import io.slipway.accounts.SecondFactors.Verification.Wait;
import io.slipway.accounts.SecondFactors.Verification.Wrong;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("H8")
class SecondFactorsModuleTest extends SharedPeople {

    @Autowired
    SecondFactors factors;

    @Test
    void showsWhatAnAuthenticatorReads() {
        User ada = person();
        Enrolment enrolment = factors.enrol(ada.id());
        assertThat(enrolment.uri())
                .startsWith("otpauth://totp/Slipway%20registry.example.com:" + ada.name() + "?secret="
                        + enrolment.secret() + "&issuer=Slipway%20registry.example.com");
        assertThat(enrolment.svg()).startsWith("<svg ").doesNotContain("style", enrolment.secret());
        assertThat(again(ada).twoFactor()).isFalse();
        assertThat(factors.verify(ada.id(), code(ada, 0))).isEqualTo(new Wrong());
    }

    @Test
    void isOnOnceACodeWasShownAndEndsWhatThePasswordGave() {
        User ada = person();
        String cookie = sessions.open(ada, "192.0.2.1", "tests");
        factors.enrol(ada.id());
        assertRefused(Code.FACTOR_WRONG, () -> factors.confirm(ada.id(), "12345"));

        List<String> codes = factors.confirm(ada.id(), code(ada, -1));

        assertThat(codes).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("[2-9a-z]{5}-[2-9a-z]{5}"));
        assertThat(again(ada).twoFactor()).isTrue();
        assertThat(again(ada).passwordVersion()).isGreaterThan(ada.passwordVersion());
        assertThat(sessions.find(cookie)).isEmpty();
        assertRefused(Code.FACTOR_ON, () -> factors.enrol(ada.id()));
    }

    @Test
    void takesEachCodeOnce() {
        User ada = enabled();
        String code = code(ada, 0);
        assertThat(factors.verify(ada.id(), " " + code.substring(0, 3) + " " + code.substring(3)))
                .isEqualTo(new Passed(false));
        assertThat(factors.verify(ada.id(), code)).isEqualTo(new Wrong());
        assertThat(factors.verify(ada.id(), code(ada, -1))).as("an older step").isEqualTo(new Wrong());
        assertThat(factors.verify(ada.id(), code(ada, 3))).as("far ahead").isEqualTo(new Wrong());
        assertThat(factors.verify(ada.id(), code(ada, 1))).isEqualTo(new Passed(false));
    }

    @Test
    void takesACodeOnceOfManyAtTheSameTime() throws Exception {
        User ada = enabled();
        String code = code(ada, 0);
        assertThat(passes(ada, code)).isEqualTo(1);
    }

    @Test
    void stopsAfterTenGuessesForTheRightCodeToo() {
        User ada = enabled();
        int looked = 0;
        while (!(factors.verify(ada.id(), "x" + looked) instanceof Wait)) {
            looked++;
        }
        assertThat(looked).isEqualTo(10);
        assertThat(factors.verify(ada.id(), code(ada, 0))).isInstanceOf(Wait.class);
        assertThat(factors.verify(enabled().id(), "x")).as("somebody else").isEqualTo(new Wrong());
    }

    @Test
    void takesEachRecoveryCodeOnceAndFromItsOwnerOnly() throws Exception {
        User ada = person();
        factors.enrol(ada.id());
        List<String> codes = factors.confirm(ada.id(), code(ada, -1));
        User bob = enabled();

        assertThat(factors.verify(bob.id(), codes.getFirst())).isEqualTo(new Wrong());
        assertThat(passes(ada, codes.getFirst().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(1);
        assertThat(factors.verify(ada.id(), codes.get(1).replace("-", ""))).isEqualTo(new Passed(true));
        assertThat(factors.codesLeft(ada.id())).isEqualTo(8);

        List<String> later = factors.regenerateCodes(ada.id());
        assertThat(factors.verify(ada.id(), codes.get(2))).isEqualTo(new Wrong());
        assertThat(factors.verify(ada.id(), later.getFirst())).isEqualTo(new Passed(true));
    }

    @Test
    @Tag("H13")
    void keepsTheSecretSealedForItsOwner() {
        User ada = enabled();
        User bob = enabled();
        jdbc.sql("UPDATE accounts.second_factor SET sealed = ? WHERE principal_id = ?")
                .params(sealed(ada), bob.id())
                .update();
        assertThatThrownBy(() -> factors.verify(bob.id(), "123456")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isOffForGood() {
        User ada = enabled();
        factors.disable(ada.id());
        assertThat(again(ada).twoFactor()).isFalse();
        assertThat(count("recovery_code", ada.id())).isZero();
        assertRefused(Code.FACTOR_OFF, () -> factors.disable(ada.id()));
        assertRefused(Code.FACTOR_OFF, () -> factors.regenerateCodes(ada.id()));
    }

    private User enabled() {
        User user = person();
        factors.enrol(user.id());
        factors.confirm(user.id(), code(user, -1));
        return user;
    }

    /// Guesses count together until one passes: few at once are all looked at.
    private long passes(User user, String code) throws Exception {
        return successes(8, () -> {
            Verification verification = factors.verify(user.id(), code);
            if (verification instanceof Passed) {
                return verification;
            }
            throw new AccountsException(Code.FACTOR_WRONG, "");
        });
    }

    private String code(User user, int steps) {
        byte[] secret = masterKey.open(sealed(user), "second factor of " + user.id());
        return Totp.code(secret, Instant.now().plus(Totp.STEP.multipliedBy(steps)));
    }

    private byte[] sealed(User user) {
        return jdbc.sql("SELECT sealed FROM accounts.second_factor WHERE principal_id = ?")
                .param(user.id())
                .query((row, _) -> row.getBytes(1))
                .single();
    }
}
