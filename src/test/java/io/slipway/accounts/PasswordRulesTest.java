package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.SlipwaySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H2")
class PasswordRulesTest {

    private final PasswordRules rules = new PasswordRules(new SlipwaySettings(
            Path.of("data"), Optional.of(URI.create("https://harbour.example.com")), List.of(), List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct-horse-battery",
                "correct horse battery",
                "a horse, a battery and a staple",
                "a password for the bench",
                "a wide and windy harbour",
                "密码可以是任何文字只要足够长就行",
                "🐙🐳🦈🐬🐋🦑🦐🦞🦀🐡🐠🐟🐚🪸🦭"
            })
    void takesLongPasswordsOfAnyCharacters(String password) {
        assertThatCode(() -> check(password)).doesNotThrowAnyException();
    }

    @Test
    void countsCodePoints() {
        assertThat(refusal("🐙🐳🦈🐬🐋🦑🦐🦞🦀🐡🐠🐟🐚🪸")).isEqualTo(Code.PASSWORD_TOO_SHORT);
        String longest = "🐙🐳🦈🐬🐋🦑🦐🦞".repeat(128);
        assertThatCode(() -> check(longest)).doesNotThrowAnyException();
        assertThat(refusal(longest + "x")).isEqualTo(Code.PASSWORD_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "passwordpassword",
                "Password-Password-2026!",
                "p@ssw0rdp@ssw0rd",
                "correcthorsebatterystaple",
                "Correct Horse Battery Staple",
                "qwertyuiopasdfghjkl",
                "123456789012345678",
                "abcdefghijklmnopq",
                "aaaaaaaaaaaaaaaaaaaa",
                "abcabcabcabcabcabc",
                "1q2w3e4r5t6y7u8i9o0p",
                "iloveyouforever",
                "- - - - - - - - - -"
            })
    void refusesWhatIsGuessedFirst(String password) {
        assertThat(refusal(password)).isEqualTo(Code.PASSWORD_COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada-lovelace-2026",
                "AdaLovelaceAdaLovelace",
                "countess@example.org",
                "harbour.example.com",
                "slipway registry 1",
                "docker-container-registry"
            })
    void refusesWhatIsLittleMoreThanTheNameTheAddressOrTheSite(String password) {
        assertThat(refusal(password)).isEqualTo(Code.PASSWORD_PERSONAL);
    }

    @Test
    void knowsThousandsOfCommonPasswordsOfFullLength() {
        assertThat(new CommonPasswords().size()).isGreaterThanOrEqualTo(3_000);
    }

    @Test
    @Tag("H3")
    void refusesAMebibyteAtOnce() {
        String huge = "x".repeat(1 << 20);
        refusal(huge);
        long start = System.nanoTime();
        assertThat(refusal(huge)).isEqualTo(Code.PASSWORD_TOO_LONG);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(10));
    }

    @Test
    void readsEveryByte() {
        Passwords passwords = new Passwords(rules);
        String start = "a wide and windy harbour with seven sleepy lighthouse keepers and no ship";
        String hash = passwords.hash(start.substring(0, 72) + "a", "ada", Optional.empty());
        assertThat(passwords.matches(start.substring(0, 72) + "a", hash)).isTrue();
        assertThat(passwords.matches(start.substring(0, 72) + "b", hash)).isFalse();
    }

    private void check(String password) {
        rules.check(password, "ada-lovelace", Optional.of("countess@example.org"));
    }

    private Code refusal(String password) {
        AccountsException refused = catchThrowableOfType(AccountsException.class, () -> check(password));
        assertThat(refused).as(password).isNotNull();
        return refused.code();
    }
}
