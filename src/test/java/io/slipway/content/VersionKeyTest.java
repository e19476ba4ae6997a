package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionKeyTest {

    @Test
    void sortsVersionsAsPeopleReadThem() {
        List<String> ascending = List.of(
                "build-9",
                "build-10",
                "feature_x",
                "latest",
                "release-1.9",
                "release-1.10",
                "0.0.1",
                "0.8.9",
                "v0.8.10",
                "1.0.0-1",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.9",
                "1.0.0-alpha.10",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-rc9",
                "1.0.0-RC10",
                "1.0.0",
                "1.0.0_build.9",
                "1.0.0_build.10",
                "v1.0.1",
                "1.2-alpine",
                "1.2",
                "1.2.3",
                "1.2.3.4",
                "1.10rc1",
                "1.10",
                "2",
                "10",
                "2024.11.2",
                "2024.11.10",
                "20261121");

        List<String> sorted = new ArrayList<>(ascending);
        java.util.Collections.shuffle(sorted, new Random(1));
        sorted.sort(Comparator.comparing(VersionKey::of));

        assertThat(sorted).isEqualTo(ascending);
    }

    @ParameterizedTest
    @CsvSource({"1.2, 1.2.0", "1.2.0, v1.2.0", "V3, 3.0.0.0", "01.002, 1.2", "1.0-RC1, 1.0.0-rc1"})
    void readsTheSameVersionInSeveralForms(String one, String other) {
        assertThat(VersionKey.of(one)).isEqualTo(VersionKey.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "7f3a9c1", "v", "vv1", "1.2.", "1.2.3.4.5", "_1", "x1.2", "1.2-", "1.2_"})
    void putsWhatIsNoVersionBelow(String tag) {
        assertThat(VersionKey.of(tag)).isLessThan(VersionKey.of("0.0.0-0"));
    }

    @Test
    void fitsIntoAnIndexWhateverTheTag() {
        assertThat(VersionKey.of("1a".repeat(64))).hasSizeLessThan(1_000);
        assertThat(VersionKey.of("9".repeat(128))).isGreaterThan(VersionKey.of("9".repeat(20)));
    }
}
