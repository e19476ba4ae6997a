package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.accounts.AccountsException.Code;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("B7")
class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                ".",
                "..",
                "../etc",
                "/etc/passwd",
                "a/b",
                "a//b",
                "_catalog",
                "-rf",
                "a-",
                "a..b",
                "a__b",
                "Acme",
                "acme+ci",
                "acme ci",
                "acme%00",
                "acme\0",
                "acme\n",
                "\u202Eemca",
                "\u0430cme",
                "\uD83D\uDE80\uD83D\uDE80",
                "acme\u200B",
                "ac\u00ADme",
                "xn--\u00E4",
                "\u0131stanbul",
                "'; DROP TABLE accounts.team; --"
            })
    void refusesHostileNamesForAllThatHaveOne(String name) {
        assertThatThrownBy(() -> new AccountName(name)).isInstanceOf(AccountsException.class);
        assertThatThrownBy(() -> new ShortName(name)).isInstanceOf(AccountsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1",
                "v2",
                "api",
                "token",
                "hooks",
                "orgs",
                "u",
                "r",
                "s",
                "settings",
                "explore",
                "login",
                "logout",
                "signup",
                "password",
                "passkeys",
                "problems",
                "help",
                "static",
                "assets",
                "livez",
                "readyz",
                "metrics",
                "actuator",
                "library"
            })
    void refusesReservedNamesForNamespaces(String name) {
        assertThatThrownBy(() -> new AccountName(name)).isInstanceOf(AccountsException.class);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(new ShortName("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new ShortName("a".repeat(65)))
                .isInstanceOfSatisfying(
                        AccountsException.class,
                        error -> assertThat(error.code()).isEqualTo(Code.NAME_INVALID));
    }

    @Test
    void letsTeamsAndRobotsHaveNamesThatArePathsElsewhere() {
        assertThat(new ShortName("api").value()).isEqualTo("api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\u001B[31mb", "a\u202Eb", "a\u2066b", "\uD83D", "two\nlines"})
    void refusesDisplayNamesThatCannotBePrinted(String text) {
        assertThatThrownBy(() -> OrganisationProfile.of(text, ""))
                .isInstanceOfSatisfying(
                        AccountsException.class,
                        error -> assertThat(error.code()).isEqualTo(Code.TEXT_INVALID));
    }

    @Test
    void keepsTheLinesOfADescription() {
        assertThat(OrganisationProfile.of(" Acme ", "one\r\ntwo\n"))
                .isEqualTo(OrganisationProfile.of("Acme", "one\ntwo"));
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertThatThrownBy(() -> OrganisationProfile.of("a".repeat(101), "")).isInstanceOf(AccountsException.class);
        assertThatThrownBy(() -> OrganisationProfile.of("", "a".repeat(1001))).isInstanceOf(AccountsException.class);
    }
}
