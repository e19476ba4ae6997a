package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MaskingLogTest {

    private final MaskingLog log = new MaskingLog(List.of("hush-hush-42", "abc", "-----KEY-----\nline-of-a-key\n"));

    @Test
    @Tag("F13")
    void coversSecretsAsTheyAreAndInBase64() {
        assertThat(log.clean("a hush-hush-42 b hush-hush-42")).isEqualTo("a *** b ***");
        for (String text : List.of("hush-hush-42", "hush-hush-42\n", "hush-hush-42 and more")) {
            assertThat(log.clean(Base64.getEncoder().encodeToString(text.getBytes(UTF_8))))
                    .startsWith("***");
        }
        assertThat(log.clean("it has line-of-a-key in it")).isEqualTo("it has *** in it");
        assertThat(log.clean("abc is too short to be a secret")).isEqualTo("abc is too short to be a secret");
    }

    @Test
    @Tag("F12")
    void keepsColoursAndNoOtherControlCharacter() {
        assertThat(log.clean("\u001b[1;31mred\u001b[0m\ttab")).isEqualTo("\u001b[1;31mred\u001b[0m\ttab");
        assertThat(log.clean("a\0b\u0007c\u001b]8;;http://x\u001b\\d\u001b[2Je"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFD]8;;http://x\uFFFD\\d\uFFFD[2Je");
        assertThat(log.clean("\uE000[31m\u0000")).isEqualTo("\uFFFD[31m\uFFFD");
    }

    @Test
    @Tag("F12")
    void cutsLongLinesAfterCoveringThem() {
        String line = "x".repeat(MaskingLog.MAX_LINE - 3) + "hush-hush-42" + "y".repeat(100_000);
        assertThat(log.clean(line))
                .hasSizeLessThan(MaskingLog.MAX_LINE + 20)
                .contains("***")
                .doesNotContain("hush");
    }
}
