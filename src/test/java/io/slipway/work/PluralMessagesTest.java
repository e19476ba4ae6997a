package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluralMessagesTest {

    private final PluralMessages messages = MessagesConfiguration.source();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    en | 0 | No tags
                    en | 1 | 1 tag
                    en | 2 | 2 tags
                    en | 1234 | 1,234 tags
                    es | 0 | Sin etiquetas
                    es | 1 | 1 etiqueta
                    es | 2 | 2 etiquetas
                    es | 1234 | 1.234 etiquetas
                    es | 1000000 | 1.000.000 de etiquetas
                    ca | 1 | 1 etiqueta
                    ca | 21 | 21 etiquetes
                    ca | 2000000 | 2.000.000 d’etiquetes
                    zh-Hans-CN | 0 | 没有标签
                    zh-Hans-CN | 1 | 1 个标签
                    zh-Hant-TW | 1234 | 1,234 個標籤
                    """)
    void saysHowManyAsTheLanguageDoes(String language, long number, String sentence) {
        assertThat(messages.getMessage("tags.count", new Object[] {number}, Locale.forLanguageTag(language)))
                .isEqualTo(sentence);
    }

    @Test
    void keepsWhatIsAroundThePlural() {
        assertThat(messages.getMessage("star.button", new Object[] {"acme/web", 1L}, Locale.ENGLISH))
                .isEqualTo("Star acme/web, which has 1 star");
        assertThat(messages.getMessage("tags.matching", new Object[] {3L, 2_187L}, Locale.ENGLISH))
                .isEqualTo("3 of 2,187 tags");
    }

    @Test
    void prefersTheSentenceForJustThisNumber() {
        assertThat(messages.getMessage("image.shared", new Object[] {100}, Locale.ENGLISH))
                .isEqualTo("also in 100 or more other images of this repository");
    }

    /// What people wrote is no part of a pattern.
    @Test
    void takesArgumentsAsText() {
        assertThat(messages.getMessage(
                        "star.button", new Object[] {"{1, plural, other{it’s}} 'x' {0}", 2L}, Locale.ENGLISH))
                .isEqualTo("Star {1, plural, other{it’s}} 'x' {0}, which has 2 stars");
    }

    @Test
    void leavesOtherMessagesAsTheyAre() {
        assertThat(messages.getMessage("insights.days", new Object[] {30}, Locale.ENGLISH))
                .isEqualTo("Last 30 days");
        assertThat(messages.getMessage("mail.invitation.subject", null, Locale.ENGLISH))
                .isEqualTo("You are invited to {site}");
    }
}
