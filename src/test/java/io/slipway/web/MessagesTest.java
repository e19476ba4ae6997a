package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d|[a-z][A-Za-z]*)");

    @ParameterizedTest
    @ValueSource(strings = {"_es", "_ca", "_zh_CN", "_zh_TW"})
    void saysTheSameInEveryLanguage(String language) throws Exception {
        Properties english = read("");
        Properties other = read(language);

        assertThat(other.keySet()).isEqualTo(english.keySet());
        for (String key : english.stringPropertyNames()) {
            assertThat(placeholders(other.getProperty(key))).as(key).isEqualTo(placeholders(english.getProperty(key)));
        }
    }

    /// An apostrophe is an escape in messages with placeholders and none in others: the typographic one is always
    /// right.
    @ParameterizedTest
    @ValueSource(strings = {"", "_es", "_ca", "_zh_CN", "_zh_TW"})
    void hasNoTypewriterApostrophes(String language) throws Exception {
        assertThat(read(language).values())
                .noneMatch(message -> message.toString().contains("'"));
    }

    private static List<String> placeholders(String message) {
        return PLACEHOLDER
                .matcher(message)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    private static Properties read(String language) throws IOException {
        String name = "/messages/messages" + language + ".properties";
        Properties properties = new Properties();
        try (InputStream stream = MessagesTest.class.getResourceAsStream(name);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
