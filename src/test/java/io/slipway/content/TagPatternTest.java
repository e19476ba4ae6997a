package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagPatternTest {

    @ParameterizedTest
    @CsvSource({
        "v*.*, v1.4, true",
        "v*.*, 1.4, false",
        "v1.?, v1.4, true",
        "v1.?, v1.40, false",
        "v1.4, v1x4, false",
        "re:v\\d+\\.\\d+, v1.4, true",
        "re:v\\d+\\.\\d+, v1.4-rc1, false",
        "re:(?i)RELEASE-.*, release-7, true",
        "re:^$, a, false"
    })
    void matchesTheWholeTag(String pattern, String tag, boolean matches) {
        assertThat(TagPattern.parse(pattern).matches(tag)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "v1/2",
                "<script>",
                "re:",
                "re:(",
                "re:(?=a)b",
                "re:(a)\\1",
                "re:a{1001}",
                "re:((a{100}){100}){100}",
                "re:(((a{32}){32}){32}){32}",
                "re:a{99999999999999999999}",
                "re:[[:nothing:]]"
            })
    void refusesWhatIsNoPattern(String text) {
        assertThatThrownBy(() -> TagPattern.parse(text)).isInstanceOf(PolicyException.class);
    }

    @Test
    void refusesLongAndManyPatterns() {
        assertThatThrownBy(() -> TagPattern.parse("a".repeat(129))).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> TagPattern.parse("re:" + "a".repeat(201))).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> TagPattern.parse(Collections.nCopies(21, "a"))).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> TagPattern.parse(List.of("a", "b c")))
                .isInstanceOfSatisfying(
                        PolicyException.class, e -> assertThat(e.field()).isEqualTo("[1]"));
    }

    /// Quay's rules could be written so that a push took minutes.
    @ParameterizedTest
    @ValueSource(strings = {"re:(a+)+$", "re:(a|a)*b", "re:(.*)*(.*)*(.*)*x", "re:(a{0,30}){0,30}b", "*a*a*a*a*a*a*b"})
    @Tag("C14")
    void takesNoLongerForHostilePatterns(String pattern) {
        TagPattern compiled = TagPattern.parse(pattern);
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            compiled.matches("a".repeat(127) + "!");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
