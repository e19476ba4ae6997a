package io.slipway.web.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void changesOnlyTheSpaceBetweenTokens() {
        assertThat(JsonText.indent("{\"a\" :1.50, \"a\":[ ],\"b\\\" c\": {\"d\":[true,null]}}"))
                .isEqualTo("""
                {
                  "a": 1.50,
                  "a": [],
                  "b\\" c": {
                    "d": [
                      true,
                      null
                    ]
                  }
                }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\"", "\"\\", "}", "]]]]", "{\"a", "<html>"})
    @Tag("C14")
    void takesAnyText(String text) {
        assertThat(JsonText.indent(text).replaceAll("\\s", "")).isEqualTo(text);
    }

    @Test
    @Tag("C14")
    void staysSmall() {
        assertThat(JsonText.indent("[".repeat(100_000))).hasSizeLessThan(2_000_000);
    }
}
