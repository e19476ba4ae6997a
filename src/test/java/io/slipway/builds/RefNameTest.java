package io.slipway.builds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("F5")
class RefNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"main", "feature/a-b", "v1.2.3", "release/2026.11", "größe", "主干", "a@b", "fix#12", "(x)"})
    void takesNamesOfBranchesAndTags(String name) {
        assertThat(RefName.isBranchOrTag(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--output=x",
                "-x",
                "../../HEAD",
                "@{-1}",
                ";id",
                "a;id",
                "a|b",
                "a&b",
                "$(id)",
                "`id`",
                "a b",
                "a\nb",
                "a\u0000b",
                "a\u007fb",
                "a~1",
                "a^",
                "a:b",
                "a?",
                "a*",
                "[a",
                "a\\b",
                "/a",
                "a/",
                "a//b",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a.",
                "a..b",
                "@",
                "HEAD",
                "<a>",
                "a\u202eb"
            })
    void refusesWhatGitOrAShellTakesForSomethingElse(String name) {
        assertThat(RefName.isBranchOrTag(name)).isFalse();
    }

    @Test
    void refusesLongNames() {
        assertThat(RefName.isBranchOrTag("a".repeat(250))).isTrue();
        assertThat(RefName.isBranchOrTag("a".repeat(251))).isFalse();
        assertThat(RefName.isBranchOrTag("a".repeat(4096))).isFalse();
    }

    @Test
    void takesWholeCommitIdsOnly() {
        assertThat(RefName.isCommit("0a".repeat(20))).isTrue();
        assertThat(RefName.isCommit("0a".repeat(32))).isTrue();
        assertThat(RefName.isCommit("0A".repeat(20))).isFalse();
        assertThat(RefName.isCommit("0a1b2c3")).isFalse();
        assertThat(RefName.isCommit("--" + "0".repeat(38))).isFalse();
    }
}
