package io.slipway.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyDocument.Keep;
import io.slipway.content.PolicyDocument.RetentionRule;
import io.slipway.content.PolicyException;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.RetentionTag;
import io.slipway.content.TagRules;
import io.slipway.content.TagRules.Placed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What goes and what stays, and why.
class RetentionPlanTest {

    private static final Instant NOW = Instant.parse("2026-05-03T12:00:00Z");

    @Test
    void keepsTheLastPushed() {
        assertThat(gone(rule(keep("pushed", 2)), tag("a", 3), tag("b", 1), tag("c", 2)))
                .containsExactly("a");
    }

    @Test
    void countsThePushOfATagThatNobodyPulledAsItsUse() {
        List<RetentionTag> tags =
                List.of(pulled("old-but-used", 100, 1), pulled("old-and-idle", 100, 90), tag("just-pushed", 0));

        assertThat(gone(rule(keep("pulled", 2)), tags)).containsExactly("old-and-idle");
        assertThat(gone(rule(within("pulled-within", "30d")), tags)).containsExactly("old-and-idle");
        assertThat(gone(rule(within("younger", "30d")), tags)).containsExactly("old-but-used", "old-and-idle");
    }

    @Test
    void keepsWhatMatchesOrIsSpared() {
        RetentionRule rule = new RetentionRule(
                List.of("*"), List.of("latest"), List.of(new Keep("matching", null, null, List.of("v*", "re:\\d+"))));

        assertThat(gone(rule, tag("v1", 9), tag("17", 9), tag("latest", 9), tag("dev", 0)))
                .containsExactly("dev");
    }

    @Test
    void looksOnlyAtItsScopeAndKeepsWhatAnyRuleKeeps() {
        RetentionRule branches = new RetentionRule(List.of("pr-*"), null, List.of(within("younger", "7d")));
        RetentionRule all = new RetentionRule(List.of("pr-*", "v*"), null, List.of(keep("pushed", 1)));
        List<RetentionTag> tags = List.of(tag("pr-1", 9), tag("pr-2", 1), tag("v1", 8), tag("v2", 0), tag("other", 99));

        assertThat(plan(policy(branches, all), TagRules.NONE, tags))
                .extracting(verdict -> verdict.tag().name() + " " + verdict.reason() + " " + verdict.rule())
                .containsExactly("pr-1 GOES 0", "pr-2 YOUNGER 1", "v1 GOES 0", "v2 PUSHED 2", "other OUT_OF_SCOPE 0");
    }

    @Test
    void keepsTheNewestPatchesOfEachMinor() {
        assertThat(gone(
                        rule(keep("patches", 1)),
                        named(
                                "1.2.9",
                                "1.2.10",
                                "v1.3.0",
                                "1.2.10-alpine",
                                "1.2.9-alpine",
                                "1.2",
                                "1",
                                "2",
                                "latest",
                                "1.2.11-rc.1",
                                "20240101")))
                .containsExactlyInAnyOrder("1.2.9", "1.2.9-alpine", "2", "latest", "20240101");
    }

    @Test
    void keepsTheNewestReleaseBesideItsNextPreRelease() {
        assertThat(gone(rule(keep("patches", 1)), named("1.2.3", "1.2.4-rc.1", "1.2.4-rc.2", "1.2.2")))
                .containsExactly("1.2.2");
        assertThat(gone(rule(keep("patches", 1)), named("1.2.3-alpine", "1.2.4-alpine")))
                .containsExactly("1.2.3-alpine");
    }

    @Test
    void keepsTheNewestMinorsOfEachMajor() {
        assertThat(gone(
                        rule(keep("minors", 2)),
                        named("1.1.0", "1.2.0", "1.2.7", "1.10.1", "1.10", "1.1", "2.0.0", "3.0.0-rc1", "1")))
                .containsExactlyInAnyOrder("1.1.0", "1.1");
    }

    @Test
    @Tag("C14")
    void takesHugeNumbersAndOddVersionsAsTheyAre() {
        assertThat(gone(
                        rule(keep("patches", 1)),
                        named("1.2." + "9".repeat(100), "1.2.999999999999999999", "1.2.3", "v", "1..2", "1.2.3.4")))
                .containsExactlyInAnyOrder("1.2." + "9".repeat(100), "1.2.3", "v", "1..2", "1.2.3.4");
    }

    @Test
    void keepsLockedImmutableAndProtectedTagsUnlessThePolicySaysOtherwise() {
        PolicyDocument.Rule immutable = new PolicyDocument.Rule("immutable", List.of("v*"), null, null, null);
        PolicyDocument.Rule guarded = new PolicyDocument.Rule("protected", List.of("prod"), null, "admin", null);
        TagRules rules = new TagRules(new PolicyDocument(List.of(immutable, guarded), null)
                .toPolicy().rules().stream()
                        .map(rule -> new Placed(rule, "acme"))
                        .toList());
        List<RetentionTag> tags = List.of(
                new RetentionTag("locked", 1, NOW.minus(Duration.ofDays(9)), Optional.empty(), true, Optional.empty()),
                tag("v1", 1),
                tag("prod", 2),
                tag("dev", 3),
                tag("new", 0));
        RetentionRule rule = rule(keep("pushed", 1));

        assertThat(plan(policy(rule), rules, tags))
                .extracting(verdict -> verdict.reason().name())
                .containsExactly("LOCKED", "IMMUTABLE", "PROTECTED", "GOES", "PUSHED");
        RetentionPolicy all = new RetentionPolicy(
                RetentionPolicy.Schedule.OFF, true, true, policy(rule).rules());
        assertThat(plan(all, rules, tags))
                .extracting(verdict -> verdict.reason().name())
                .containsExactly("LOCKED", "GOES", "GOES", "GOES", "PUSHED");
    }

    @Test
    void leavesWhatIsAttachedWithItsImage() {
        List<RetentionTag> tags = List.of(
                tag("old", 10, 9),
                tag("old-too", 10, 9),
                tag("new", 20, 0),
                attached("sha256-aa.sig", 10L),
                attached("sha256-bb.sig", 20L),
                attached("sha256-cc.sig", 10L, 20L),
                attached("sha256-dd.sig"),
                attached("sha256-ee.sig", 30L));

        assertThat(plan(policy(rule(keep("pushed", 1))), TagRules.NONE, tags))
                .extracting(verdict -> verdict.reason().name())
                .containsExactly(
                        "GOES", "GOES", "PUSHED", "GOES_WITH_IMAGE", "ATTACHED", "ATTACHED", "ATTACHED", "ATTACHED");
    }

    @Test
    @Tag("K9")
    void putsWhatIsAttachedIntoTheTransactionOfTheLastTag() {
        List<RetentionTag> tags = new ArrayList<>();
        IntStream.range(0, 450).forEach(i -> tags.add(tag("t%03d".formatted(i), 1000 - i, 100)));
        tags.add(attached("sha256-aa.sig", 1000L, 551L));
        tags.add(tag("kept", 1, 0));

        List<List<RetentionTag>> batches = Batches.of(plan(policy(rule(keep("pushed", 1))), TagRules.NONE, tags), 200);

        assertThat(batches).hasSize(3);
        assertThat(batches).extracting(List::size).containsExactly(200, 200, 51);
        assertThat(batches.get(2)).extracting(RetentionTag::name).contains("sha256-aa.sig", "t000");
    }

    @Test
    void refusesRulesThatKeepNothing() {
        assertThatThrownBy(() -> policy(new RetentionRule(List.of("*"), null, List.of())))
                .isInstanceOfSatisfying(
                        PolicyException.class, e -> assertThat(e.field()).isEqualTo("retention.rules[0].keep"));
        assertThatThrownBy(() -> policy(rule(keep("pushed", 0)))).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> policy(rule(within("younger", "soon")))).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> policy(rule(new Keep("pushed", 1, "3d", null))))
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> policy(rule(new Keep("matching", null, null, List.of("re:(")))))
                .isInstanceOfSatisfying(
                        PolicyException.class,
                        e -> assertThat(e.field()).isEqualTo("retention.rules[0].keep[0].patterns[0]"));
        assertThatThrownBy(() ->
                        policy(Collections.nCopies(21, rule(keep("pushed", 1))).toArray(RetentionRule[]::new)))
                .isInstanceOf(PolicyException.class);
    }

    @Test
    @Tag("J3")
    void decidesOnAHundredThousandTagsSoon() {
        Random random = new Random(7);
        List<RetentionTag> tags = new ArrayList<>(IntStream.range(0, 100_000)
                .mapToObj(i -> tag("%d.%d.%d".formatted(i / 10_000, i / 100 % 100, i % 100), i, random.nextInt(900)))
                .toList());
        RetentionPolicy policy = policy(
                rule(keep("pushed", 100), keep("patches", 3), within("younger", "10d")),
                new RetentionRule(List.of("re:(.*)*(.*)*x"), null, List.of(keep("pulled", 5))));

        long start = System.nanoTime();
        List<Verdict> verdicts = plan(policy, TagRules.NONE, tags);

        assertThat(verdicts).hasSize(100_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static List<String> gone(RetentionRule rule, RetentionTag... tags) {
        return gone(rule, List.of(tags));
    }

    private static List<String> gone(RetentionRule rule, List<RetentionTag> tags) {
        return plan(policy(rule), TagRules.NONE, tags).stream()
                .filter(Verdict::goes)
                .map(verdict -> verdict.tag().name())
                .toList();
    }

    private static List<Verdict> plan(RetentionPolicy policy, TagRules rules, List<RetentionTag> tags) {
        return new RetentionPlan(policy, rules, NOW).of(tags);
    }

    private static RetentionPolicy policy(RetentionRule... rules) {
        return new PolicyDocument(null, new PolicyDocument.Retention(null, null, null, List.of(rules)))
                .toPolicy()
                .retention()
                .orElseThrow();
    }

    private static RetentionRule rule(Keep... keep) {
        return new RetentionRule(List.of("*"), null, List.of(keep));
    }

    private static Keep keep(String kind, int count) {
        return new Keep(kind, count, null, null);
    }

    private static Keep within(String kind, String time) {
        return new Keep(kind, null, time, null);
    }

    private static RetentionTag tag(String name, int days) {
        return tag(name, name.hashCode(), days);
    }

    private static RetentionTag tag(String name, long manifest, int days) {
        return new RetentionTag(
                name, manifest, NOW.minus(Duration.ofDays(days)), Optional.empty(), false, Optional.empty());
    }

    private static RetentionTag pulled(String name, int pushed, int pulled) {
        RetentionTag tag = tag(name, pushed);
        return new RetentionTag(
                name,
                tag.manifestId(),
                tag.pushedAt(),
                Optional.of(NOW.minus(Duration.ofDays(pulled))),
                false,
                Optional.empty());
    }

    private static RetentionTag attached(String name, Long... images) {
        return new RetentionTag(name, name.hashCode(), NOW, Optional.empty(), false, Optional.of(Set.of(images)));
    }

    private static List<RetentionTag> named(String... names) {
        return IntStream.range(0, names.length).mapToObj(i -> tag(names[i], i)).toList();
    }
}
