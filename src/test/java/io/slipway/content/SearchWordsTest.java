package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWordsTest {

    @Test
    void takesPatternSignsLiterally() {
        assertThat(new SearchWords("a%b_c\\d").patterns()).isEqualTo("%a\\%b\\_c\\\\d%");
    }

    @Test
    void splitsAtSpacesAndCutsWhatIsTooLong() {
        assertThat(new SearchWords("  acme \t web\0 ").words()).containsExactly("acme", "web");
        assertThat(new SearchWords("x".repeat(300)).text()).hasSize(SearchWords.MAX_LENGTH);
        assertThat(new SearchWords("a ".repeat(100)).words()).hasSize(8);
        assertThat(new SearchWords("\0").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"web,%web%", "a billing,%billing%", "web frontend,%frontend%"})
    void looksUpTheLongestWordInTheIndex(String text, String pattern) {
        assertThat(new SearchWords(text).indexed()).contains(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "--- a-b", "日本語"})
    void leavesTheIndexWhereItWouldBeReadWhole(String text) {
        assertThat(new SearchWords(text).indexed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"web:1.0,web,1.0", "1.0,'',1.0", "acme web:V2,acme web,v2", "host:5000/acme/web:1,host:5000/acme/web,1"
    })
    void readsATagBehindItsRepository(String text, String repository, String tag) {
        assertThat(new SearchWords(text).beforeTag().text()).isEqualTo(repository);
        assertThat(new SearchWords(text).tag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789ab", "sha256:0123456789abc", "SHA512:0123456789ABCDEF"})
    void readsTheStartOfADigest(String text) {
        assertThat(new SearchWords(text).digest()).isPresent();
        assertThat(new SearchWords(text).namesTag()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789a", "md5:0123456789ab", "0123456789xy", "sha256:", ""})
    void readsNoDigestInAnythingElse(String text) {
        assertThat(new SearchWords(text).digest()).isEmpty();
    }

    @Test
    void boundsADigestByTheBytesOfTheIndex() {
        DigestStart odd = DigestStart.parse("0123456789abc").orElseThrow();
        DigestStart whole = DigestStart.parse("sha256:" + "a".repeat(64)).orElseThrow();

        assertThat(odd.least()).hasSize(16).startsWith(0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xc0, 0x00);
        assertThat(odd.most()).hasSize(16).startsWith(0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcf, 0xff);
        assertThat(whole.least()).isEqualTo(whole.most());
    }

    @Test
    void marksEachPlaceOnce() {
        assertThat(new SearchWords("an NA").places("Banana-x")).containsExactly(new int[] {1, 6});
        assertThat(new SearchWords("e").places("edge")).containsExactly(new int[] {0, 1}, new int[] {3, 4});
        assertThat(new SearchWords("").places("edge")).isEmpty();
    }
}
