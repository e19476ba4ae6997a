package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H14")
class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r", "\t", "\0", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\u202e", "\ud800", "\u200b"
            })
    void replacesWhatCouldForgeALine(String forging) {
        Event event = Event.of("user.create").target("ada" + forging + "x").with("k" + forging, "v" + forging);

        assertThat(event.target()).isEqualTo("ada\uFFFDx");
        assertThat(event.details()).containsOnlyKeys("k\uFFFD").containsValue("v\uFFFD");
        assertThat(RequestOrigin.of("a" + forging, "b" + forging).client()).isEqualTo("b\uFFFD");
    }

    @Test
    void keepsEveryScriptAndShortensWholeCharacters() {
        assertThat(Printable.of("ñ 中文 😀😀", 6)).isEqualTo("ñ 中文 😀");
    }

    @Test
    void shortensLongValues() {
        assertThat(Event.of("user.create").target("x".repeat(10_000)).target()).hasSize(500);
        assertThat(RequestOrigin.of("", "x".repeat(10_000)).client()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user", "User.create", "user.create\n", "user..create", "user create"})
    void refusesOtherActionsThanThingAndVerb(String action) {
        assertThatThrownBy(() -> Event.of(action)).isInstanceOf(IllegalArgumentException.class);
    }
}
