package io.slipway.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.builds.SourceRef.Kind;
import io.slipway.builds.TagTemplate.Facts;
import io.slipway.oci.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagTemplateTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 5);

    @ParameterizedTest
    @CsvSource({
        "{sourceref}, v1.2-rc, v1.2-rc",
        "{sourceref}, feature/größe, feature-gr-e",
        "release-{1}.{2}, v1.2-rc, release-1.2",
        "{\\1}, v1.2-rc, 1",
        "{commit}, v1.2-rc, 0123456",
        "nightly-{date}, v1.2-rc, nightly-20261105",
        "latest, v1.2-rc, latest",
        "{latest}, v1.2-rc, latest",
        "{3}, v1.2-rc,",
        "{9}, v1.2-rc,",
        "{sourceref}, ./-x, x",
        "{sourceref}, '///', ",
    })
    void makesTags(String template, String ref, String tag) {
        Facts facts = new Facts(
                new SourceRef(Kind.TAG, ref),
                List.of(ref, "1", "2", ""),
                Optional.of("0123456789".repeat(4)),
                DAY,
                true);

        assertThat(new TagTemplate(template).expand(facts).map(Tag::value)).isEqualTo(Optional.ofNullable(tag));
    }

    @Test
    void makesNoTagOfWhatIsNotKnown() {
        Facts facts = new Facts(new SourceRef(Kind.BRANCH, "dev"), List.of("dev"), Optional.empty(), DAY, false);

        assertThat(new TagTemplate("{commit}").expand(facts)).isEmpty();
        assertThat(new TagTemplate("{latest}").expand(facts)).isEmpty();
        assertThat(new TagTemplate("x-{1}").expand(facts)).isEmpty();
    }

    @Test
    void cutsLongTags() {
        Facts facts =
                new Facts(new SourceRef(Kind.BRANCH, "a".repeat(200)), List.of("x"), Optional.empty(), DAY, false);

        assertThat(new TagTemplate("b-{sourceref}").expand(facts).orElseThrow().value())
                .hasSize(128)
                .startsWith("b-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "{", "{x}", "{0}", "{10}", "${1}", "{4}", "a:b", "-x", ".x", "ä", "{sourceref"})
    void refusesTemplatesThatMakeNoTag(String template) {
        assertThatThrownBy(() -> TagTemplate.parse(template, 3))
                .isInstanceOfSatisfying(
                        BuildsException.class, e -> assertThat(e.field()).isEqualTo("tags"));
    }
}
