package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.TagSummary.Aliases;
import io.slipway.content.TagSummary.Contents;
import io.slipway.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VersionSizesTest {

    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");

    @Test
    void comparesEachVersionWithTheOneBeforeIt() {
        List<VersionSize> trend =
                VersionSizes.trend(List.of(tag("1.2", 3, 150), tag("1.1", 2, 105), tag("1.0", 1, 100)));

        assertThat(trend).extracting(VersionSize::name).containsExactly("1.0", "1.1", "1.2");
        assertThat(trend.get(0).change()).isEmpty();
        assertThat(trend.get(1).change().getAsDouble()).isBetween(0.0499, 0.0501);
        assertThat(trend).extracting(VersionSize::jump).containsExactly(false, false, true);
    }

    @Test
    void marksWhatBecameSmaller() {
        List<VersionSize> trend = VersionSizes.trend(List.of(tag("v2", 2, 80), tag("v1", 1, 100)));

        assertThat(trend.getLast().jump()).isTrue();
    }

    @Test
    void comparesVariantsOnlyWithTheirLike() {
        List<VersionSize> trend = VersionSizes.trend(
                List.of(tag("1.1-alpine", 4, 10), tag("1.1", 3, 100), tag("1.0-alpine", 2, 10), tag("1.0", 1, 100)));

        assertThat(trend).noneMatch(VersionSize::jump);
        assertThat(trend.getLast().change()).hasValue(0);
    }

    @Test
    void leavesOutWhatIsNoVersion() {
        assertThat(VersionSizes.trend(List.of(tag("latest", 3, 1), tag("main-7f3a9c1", 2, 1), tag("7f3a9c1", 1, 1))))
                .isEmpty();
    }

    @Test
    void showsAnImageOnceByItsLongestName() {
        TagSummary whole = tag("1.4.2", 1, 100);
        TagSummary part = new TagSummary(
                "1.4",
                0,
                whole.digest(),
                "",
                100,
                START,
                whole.updatedBy(),
                whole.aliases(),
                Optional.empty(),
                whole.contents(),
                whole.hold(),
                false);

        assertThat(VersionSizes.trend(List.of(part, whole)))
                .extracting(VersionSize::name)
                .containsExactly("1.4.2");
    }

    @Test
    void hasAnEnd() {
        List<TagSummary> many = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> tag("1." + (101 - i), 101 - i, 100))
                .toList();

        List<VersionSize> trend = VersionSizes.trend(many);
        assertThat(trend).hasSize(30);
        assertThat(trend.getLast().name()).isEqualTo("1.100");
        // what came before is known, though it is not shown
        assertThat(trend.getFirst().change()).hasValue(0);
    }

    @Test
    void knowsNoChangeAgainstNothing() {
        assertThat(VersionSizes.trend(List.of(tag("2", 2, 5), tag("1", 1, 0)))
                        .getLast()
                        .change())
                .isEmpty();
    }

    private static TagSummary tag(String name, int day, long size) {
        return new TagSummary(
                name,
                0,
                Digest.sha256(name.getBytes(StandardCharsets.UTF_8)),
                "",
                size,
                START.plusSeconds(86_400L * day),
                new Author("ada", Author.Kind.PERSON),
                new Aliases(List.of(), false),
                Optional.empty(),
                new Contents(ImageKind.IMAGE, Optional.empty(), List.of(), 0),
                new TagSummary.Hold(false, Optional.empty()),
                false);
    }
}
