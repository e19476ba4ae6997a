package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*");

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

    /// The second one would win, and nobody would know.
    @ParameterizedTest
    @ValueSource(strings = {"", "_es", "_ca", "_zh_CN", "_zh_TW"})
    void saysEachThingOnce(String language) throws Exception {
        try (InputStream bundle =
                MessagesTest.class.getResourceAsStream("/messages/messages" + language + ".properties")) {
            List<String> keys = new String(bundle.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && line.contains("="))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .toList();

            assertThat(keys).doesNotHaveDuplicates();
        }
    }

    /// It is usted in Spanish and vós in Catalan. Buttons in Catalan tell the program what to do, and so may say
    /// `Desa`.
    @ParameterizedTest
    @CsvSource({
        "_es, 'tu|tus|tú|ti|contigo|tuyo|tuya|puedes|puedas|tienes|quieres|escribe {'",
        "_ca, 'tu|teu|teva|teus|teves|pots|puguis|tens|vols|facis|tria’n|escriu {'"
    })
    void addressesTheReaderWithRespect(String language, String familiar) throws Exception {
        Pattern words = Pattern.compile("(?iu)(?<![\\p{L}’])(" + familiar.replace("{", "\\{") + ")(?!\\p{L})");

        assertThat(read(language).values())
                .noneMatch(message -> words.matcher(message.toString()).find());
    }

    /// Of each plural, beside what is for one number only.
    @ParameterizedTest
    @ValueSource(strings = {"", "_es", "_ca", "_zh_CN", "_zh_TW"})
    void hasAllPluralsThatTheLanguageHas(String language) throws Exception {
        String tag = language.isEmpty() ? "en" : language.substring(1).replace('_', '-');
        Set<String> needed = PluralRules.forLocale(Locale.forLanguageTag(tag)).getKeywords();
        Properties messages = read(language);
        int plurals = 0;
        for (String key : messages.stringPropertyNames()) {
            MessagePattern pattern = new MessagePattern(messages.getProperty(key));
            for (int i = 0; i < pattern.countParts(); i++) {
                if (pattern.getPartType(i) == Part.Type.ARG_START
                        && pattern.getPart(i).getArgType() == ArgType.PLURAL) {
                    assertThat(categories(pattern, i)).as(key).isEqualTo(needed);
                    plurals++;
                }
                assertThat(pattern.getPartType(i))
                        .as(key + ": numbers have names")
                        .isNotEqualTo(Part.Type.REPLACE_NUMBER);
                assertThat(pattern.getPart(i).getArgType()).as(key).isNotIn(ArgType.CHOICE, ArgType.SELECT);
            }
        }
        assertThat(plurals).isPositive();
    }

    private static Set<String> categories(MessagePattern pattern, int plural) {
        Set<String> found = new HashSet<>();
        int end = pattern.getLimitPartIndex(plural);
        int index = plural + 2;
        while (index < end) {
            String selector = pattern.getSubstring(pattern.getPart(index++));
            if (pattern.getPartType(index).hasNumericValue()) {
                index++;
            } else {
                found.add(selector);
            }
            index = pattern.getLimitPartIndex(index) + 1;
        }
        return found;
    }

    /// An apostrophe is an escape in messages with placeholders and none in others: the typographic one is always
    /// right.
    @ParameterizedTest
    @ValueSource(strings = {"", "_es", "_ca", "_zh_CN", "_zh_TW"})
    void hasNoTypewriterApostrophes(String language) throws Exception {
        assertThat(read(language).values())
                .noneMatch(message -> message.toString().contains("'"));
    }

    /// As it stands there, or put together: `"why." + name` and `#{|role.${role}|}` use all that begins so and ends
    /// with a word of the program.
    @Test
    void saysNothingThatNoPageAndNoMailUses() throws Exception {
        String used = sources();
        Set<String> words = WORD.matcher(used)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toSet());
        List<String> unused = read("").stringPropertyNames().stream()
                .filter(key -> !used.contains("#{" + key + "}")
                        && !used.contains("#{" + key + "(")
                        && !used.contains('"' + key + '"')
                        && !used.contains('\'' + key + '\''))
                .filter(key -> !isPutTogether(key, used, words))
                .sorted()
                .toList();

        assertThat(unused).isEmpty();
    }

    private static boolean isPutTogether(String key, String used, Set<String> words) {
        return Stream.iterate(key.lastIndexOf('.'), at -> at > 0, at -> key.lastIndexOf('.', at - 1))
                .filter(at -> words.contains(end(key, at)))
                .map(at -> key.substring(0, at + 1))
                .anyMatch(start -> used.contains("#{|" + start + "${") || used.contains('"' + start + '"'));
    }

    private static String end(String key, int dot) {
        return key.substring(dot + 1).replaceAll("(Long|\\.[a-z]+)$", "").toLowerCase(Locale.ROOT);
    }

    /// Templates and the program itself.
    private static String sources() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String folder : List.of("frontend/templates", "src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }

    private static Set<String> placeholders(String message) {
        MessagePattern pattern = new MessagePattern(message);
        return IntStream.range(0, pattern.countParts())
                .mapToObj(pattern::getPart)
                .filter(part -> part.getType() == Part.Type.ARG_NUMBER || part.getType() == Part.Type.ARG_NAME)
                .map(pattern::getSubstring)
                .collect(Collectors.toCollection(TreeSet::new));
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
