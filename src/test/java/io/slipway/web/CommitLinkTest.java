package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.BuildCause;
import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildState;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildSummary.Source;
import io.slipway.builds.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitLinkTest {

    private static final String COMMIT = "1234567890abcdef1234567890abcdef12345678";

    @ParameterizedTest
    @CsvSource({
        "GITHUB, https://github.com/acme/web.git, https://github.com/acme/web/commit/",
        "GITHUB, git@github.com:acme/web.git, https://github.com/acme/web/commit/",
        "GITLAB, ssh://git@gitlab.example.com:2222/acme/sub/web.git, https://gitlab.example.com/acme/sub/web/-/commit/",
        "BITBUCKET, https://bitbucket.org/acme/web/, https://bitbucket.org/acme/web/commits/",
        "GITEA, https://git.example.com:8443/acme/web, https://git.example.com:8443/acme/web/commit/"
    })
    void leadsToTheProvidersPage(String provider, String url, String page) {
        assertThat(link(provider, url).page()).hasValue(page + COMMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "GIT, https://git.example.com/acme/web.git",
        "GITHUB, https://github.com",
        "GITHUB, 'https://git hub.com/acme'",
        "GITHUB, javascript:alert(1)"
    })
    void leadsNowhereElse(String provider, String url) {
        assertThat(link(provider, url).page()).isEmpty();
        assertThat(link(provider, url).brief()).isEqualTo("1234567");
    }

    @ParameterizedTest
    @CsvSource({"0,0 sec", "59,59 sec", "60,1 min", "3661,'1 hr, 1 min'", "86400,1 day", "86405,1 day"})
    void tellsTimesByTheirTwoLargestParts(long seconds, String text) {
        assertThat(LapsedTime.of(Duration.ofSeconds(seconds), Language.ENGLISH)).isEqualTo(text);
    }

    private static CommitLink link(String provider, String url) {
        return CommitLink.of(build(new Source(provider, url))).orElseThrow();
    }

    private static BuildSummary build(Source source) {
        return new BuildSummary(
                1,
                "acme/web",
                1,
                BuildState.SUCCEEDED,
                "",
                "",
                BuildCause.PUSH,
                new SourceRef(SourceRef.Kind.BRANCH, "main"),
                Optional.of(COMMIT),
                "",
                "",
                new BuildPlan("Dockerfile", ".", "", "", Map.of(), true, false),
                List.of(),
                Optional.empty(),
                new BuildSummary.Times(
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new BuildSummary.People(Optional.empty(), Optional.empty()),
                Optional.of(source),
                new BuildSummary.Log(0, 0),
                false,
                0);
    }
}
