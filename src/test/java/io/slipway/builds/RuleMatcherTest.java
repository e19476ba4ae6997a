package io.slipway.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.builds.BuildRule.Source;
import io.slipway.builds.SourceRef.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleMatcherTest {

    private static final Optional<String> COMMIT = Optional.of("a".repeat(40));
    private static final BuildPlan PLAN = new BuildPlan("Dockerfile", ".", "", "", Map.of(), true, false);

    private final RuleMatcher matcher =
            new RuleMatcher(Clock.fixed(Instant.parse("2026-11-22T23:59:59Z"), ZoneOffset.UTC));

    @Test
    void matchesLiteralNamesAsAWhole() {
        BuildRule main = rule(Source.BRANCH, "main", true, "latest");

        assertThat(tags(branch("main"), main)).containsExactly("latest");
        assertThat(reason(branch("main2"), main)).isEqualTo(NoBuild.NO_RULE);
        assertThat(reason(tag("main"), main)).isEqualTo(NoBuild.NO_RULE);
    }

    @Test
    void matchesExpressionsAsAWholeAndUsesTheirGroups() {
        BuildRule release = rule(Source.TAG, "v(\\d+)\\.(\\d+)(-.*)?", false, "{1}", "{1}.{2}", "{1}.{2}{3}");

        assertThat(tags(tag("v1.20"), release)).containsExactly("1", "1.20");
        assertThat(tags(tag("v1.20-rc1"), release)).containsExactly("1", "1.20", "1.20-rc1");
        assertThat(reason(tag("xv1.20"), release)).isEqualTo(NoBuild.NO_RULE);
    }

    @Test
    void takesHubsSpellingOfExpressions() {
        BuildRule hub = rule(Source.TAG, "/^v([0-9.]+)$/", true, "{\\1}");

        assertThat(hub.literal()).isFalse();
        assertThat(hub.pattern()).isEqualTo("^v([0-9.]+)$");
        assertThat(tags(tag("v1.2"), hub)).containsExactly("1.2");
    }

    @Test
    void saysWhyThereIsNoBuild() {
        BuildRule off = new BuildRule(1, false, Source.BRANCH, "dev", true, List.of("dev"), PLAN);
        BuildRule groups = rule(Source.BRANCH, "(x)?y", false, "{1}");

        assertThat(reason(branch("dev"), off)).isEqualTo(NoBuild.RULE_OFF);
        assertThat(reason(branch("y"), groups, off)).isEqualTo(NoBuild.NO_TAG);
        assertThat(reason(branch("--output=x"), groups)).isEqualTo(NoBuild.REF_INVALID);
    }

    @Test
    void knowsTheDefaultBranch() {
        BuildRule every = rule(Source.BRANCH, ".*", false, "{sourceref}", "{latest}");

        assertThat(tags(branch("trunk"), every)).containsExactly("trunk");
        assertThat(tags(branch("main"), every)).containsExactly("main", "latest");
        assertThat(matcher.match(List.of(every), branch("trunk"), COMMIT, "trunk")
                        .matches()
                        .getFirst()
                        .tags())
                .hasSize(2);
        assertThat(matcher.match(List.of(every), branch("main"), COMMIT, "trunk")
                        .matches()
                        .getFirst()
                        .tags())
                .hasSize(1);
        assertThat(tags(tag("main"), rule(Source.TAG, ".*", false, "{sourceref}", "{latest}")))
                .containsExactly("main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(", "a**", "(?=x)", "(a{1000}){1000}", "(((a{100}){100}){100})", "\\1"})
    void refusesExpressionsThatAreNone(String pattern) {
        assertInvalid("pattern", () -> rule(Source.BRANCH, pattern, false, "x"));
    }

    @Test
    void refusesMoreGroupsThanTemplatesCanName() {
        assertInvalid("pattern", () -> rule(Source.BRANCH, "(a)".repeat(10), false, "x"));
    }

    @ParameterizedTest
    @Tag("F8")
    @ValueSource(strings = {"../../etc/passwd", "sub/../..", "a\\b", "-f", "a/-x", ".git/config", "a\u0000", "a\nb"})
    void refusesPathsThatLeaveTheCheckout(String path) {
        assertInvalid(
                "dockerfile", () -> RuleChecks.check(with(new BuildPlan(path, ".", "", "", Map.of(), true, false))));
        assertInvalid("context", () -> RuleChecks.check(with(new BuildPlan("x", path, "", "", Map.of(), true, false))));
    }

    @Test
    void takesTheRootForDockerHubsSlash() {
        BuildPlan plan = RuleChecks.check(with(new BuildPlan("", "/", "", "", Map.of(), true, false)))
                .plan();

        assertThat(plan.context()).isEqualTo(".");
        assertThat(plan.dockerfile()).isEqualTo("Dockerfile");
        assertThat(RuleChecks.check(with(new BuildPlan("/a/./b/", "/sub/", "", "", Map.of(), true, false)))
                        .plan()
                        .dockerfile())
                .isEqualTo("a/b");
    }

    @Test
    @Tag("F13")
    void refusesSecretsAmongArgumentsAndSaysWhereTheyGo() {
        assertThatThrownBy(() ->
                        RuleChecks.check(with(new BuildPlan("x", ".", "", "", Map.of("NPM_TOKEN", "x"), true, false))))
                .hasMessageContaining("--mount=type=secret");
        assertInvalid(
                "arguments",
                () -> RuleChecks.check(with(new BuildPlan("x", ".", "", "", Map.of("a b", "x"), true, false))));
        assertInvalid(
                "arguments",
                () -> RuleChecks.check(with(new BuildPlan("x", ".", "", "", Map.of("A", "x\ny"), true, false))));
    }

    private static void assertInvalid(String field, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        BuildsException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    private List<String> tags(SourceRef ref, BuildRule... rules) {
        return matcher.match(Arrays.asList(rules), ref, COMMIT, "").matches().stream()
                .flatMap(match -> match.tags().stream())
                .map(io.slipway.oci.Tag::value)
                .toList();
    }

    private NoBuild reason(SourceRef ref, BuildRule... rules) {
        return matcher.match(Arrays.asList(rules), ref, COMMIT, "").reason();
    }

    private static SourceRef branch(String name) {
        return new SourceRef(Kind.BRANCH, name);
    }

    private static SourceRef tag(String name) {
        return new SourceRef(Kind.TAG, name);
    }

    private static BuildRule rule(Source source, String pattern, boolean literal, String... tags) {
        return RuleChecks.check(new BuildRule(1, true, source, pattern, literal, List.of(tags), PLAN));
    }

    private static BuildRule with(BuildPlan plan) {
        return new BuildRule(1, true, Source.BRANCH, "main", true, List.of("x"), plan);
    }
}
