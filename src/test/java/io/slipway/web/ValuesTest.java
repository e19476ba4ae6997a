package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.TagPosition;
import io.slipway.content.TagSort;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, '1,023 B'",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "104857, 102 KiB",
        "1048063, '1,023 KiB'",
        "1048575, 1 MiB",
        "2202009, 2.1 MiB",
        "9223372036854775807, 8 EiB"
    })
    void writesSizesInUnitsOf1024(long bytes, String text) {
        assertThat(Size.of(bytes, Language.ENGLISH).text()).isEqualTo(text);
    }

    @Test
    void writesSizesAsTheReaderWould() {
        assertThat(Size.of(1_536, Language.CATALAN).text()).isEqualTo("1,5 KiB");
    }

    @ParameterizedTest
    @CsvSource({
        "zh, zh-Hans", "zh-CN, zh-Hans", "zh-SG, zh-Hans", "zh-Hans-TW, zh-Hans", "zh-TW, zh-Hant", "zh-HK, zh-Hant",
        "zh-MO, zh-Hant", "zh-Hant, zh-Hant", "zh-Hant-CN, zh-Hant", "en-GB, en", "es-419, es", "ca-AD, ca"
    })
    void findsTheLanguageOfALocale(String locale, String language) {
        assertThat(Language.of(Locale.forLanguageTag(locale)))
                .map(Language::tag)
                .contains(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/r/ada/web/-/tags?q=1.0", "/a/%2Fb", "/ada/web:1.0"})
    void takesPathsOfThisSite(String path) {
        assertThat(OwnPath.orHome(Optional.of(path)).value()).isEqualTo(path);
    }

    @Test
    void readsThePositionThatItWrote() {
        TagPosition time = new TagPosition(1_763_676_900_123_456L, 0, "1.0");
        TagPosition size = new TagPosition(1_234_567, 89, "1.0");

        assertThat(TagPosition.parse(TagSort.NEWEST, time.text(TagSort.NEWEST))).contains(time);
        assertThat(TagPosition.parse(TagSort.PULLED, time.text(TagSort.PULLED))).contains(time);
        assertThat(TagPosition.parse(TagSort.PULLED, "0.1.0")).contains(new TagPosition(0, 0, "1.0"));
        assertThat(TagPosition.parse(TagSort.SIZE, size.text(TagSort.SIZE))).contains(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1", "x.y", "99999999999999999999.a", "9223372036854775807.a", "-1e3.a"})
    void ignoresPositionsThatAreNone(String text) {
        assertThat(TagPosition.parse(TagSort.NEWEST, text)).isEmpty();
        assertThat(TagPosition.parse(TagSort.PULLED, text)).isEmpty();
        assertThat(TagPosition.parse(TagSort.SIZE, text)).isEmpty();
    }
}
