package io.slipway.web.builds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("F12")
class LogTextTest {

    @ParameterizedTest
    @CsvSource({
        "'\u001b[1;31mred\u001b[0m',red",
        "'\u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\',here",
        "'\u001b]0;title\u0007text',text",
        "'\u001bPq#0\u001b\\x',x",
        "'10 %\r50 %\r100 %\r','100 %'",
        "'nul\u0000bell\u0007',nulbell",
        "'turned \u202eround',turned round",
        "'open \u001b[','open '",
        "'a\ttab','a\ttab'"
    })
    void leavesTheTextOnly(String line, String shown) {
        assertThat(LogText.plain(line)).isEqualTo(shown);
    }

    @Test
    void cutsWhatNoLineShouldBe() {
        assertThat(LogText.plain("x\u001b".repeat(1 << 19)).length()).isLessThan(17_000);
    }
}
