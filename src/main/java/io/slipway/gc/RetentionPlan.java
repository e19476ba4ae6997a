package io.slipway.gc;

import io.slipway.content.RetentionPolicy;
import io.slipway.content.RetentionPolicy.Keep;
import io.slipway.content.RetentionTag;
import io.slipway.content.TagRules;
import io.slipway.gc.Verdict.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a policy means for each tag of a repository.
final class RetentionPlan {

    private final RetentionPolicy policy;
    private final TagRules rules;
    private final Instant now;

    RetentionPlan(RetentionPolicy policy, TagRules rules, Instant now) {
        this.policy = policy;
        this.rules = rules;
        this.now = now;
    }

    /// @param tags all of the repository
    /// @return in the same order
    List<Verdict> of(List<RetentionTag> tags) {
        List<RetentionTag> images =
                tags.stream().filter(tag -> tag.images().isEmpty()).toList();
        Map<String, Verdict> kept = new HashMap<>();
        Set<String> seen = new HashSet<>();
        IntStream.range(0, policy.rules().size()).forEach(at -> apply(at, images, kept, seen));
        Map<String, Verdict> verdicts = new HashMap<>();
        images.forEach(tag -> verdicts.put(tag.name(), verdict(tag, kept, seen)));
        Set<Long> staying = new HashSet<>();
        Set<Long> going = new HashSet<>();
        verdicts.values()
                .forEach(verdict ->
                        (verdict.goes() ? going : staying).add(verdict.tag().manifestId()));
        return tags.stream()
                .map(tag -> tag.images()
                        .map(of -> attached(tag, of, staying, going))
                        .orElseGet(() -> verdicts.getOrDefault(tag.name(), new Verdict(tag, Reason.OUT_OF_SCOPE, 0))))
                .toList();
    }

    private void apply(int at, List<RetentionTag> images, Map<String, Verdict> kept, Set<String> seen) {
        RetentionPolicy.Rule rule = policy.rules().get(at);
        List<RetentionTag> inScope =
                images.stream().filter(tag -> rule.looksAt(tag.name())).toList();
        inScope.forEach(tag -> seen.add(tag.name()));
        for (RetentionTag tag : inScope) {
            if (rule.spares(tag.name())) {
                kept.putIfAbsent(tag.name(), new Verdict(tag, Reason.NEVER, at + 1));
            }
        }
        List<RetentionTag> counted =
                inScope.stream().filter(tag -> !rule.spares(tag.name())).toList();
        for (Keep keep : rule.keep()) {
            Set<String> names = keeps(keep, counted);
            for (RetentionTag tag : counted) {
                if (names.contains(tag.name())) {
                    kept.putIfAbsent(
                            tag.name(),
                            new Verdict(tag, Reason.valueOf(keep.kind().name()), at + 1));
                }
            }
        }
    }

    private Set<String> keeps(Keep keep, List<RetentionTag> tags) {
        return switch (keep.kind()) {
            case PUSHED -> last(tags, RetentionTag::pushedAt, keep.count());
            case PULLED -> last(tags, RetentionTag::usedAt, keep.count());
            case YOUNGER -> since(tags, RetentionTag::pushedAt, now.minus(keep.within()));
            case PULLED_WITHIN -> since(tags, RetentionTag::usedAt, now.minus(keep.within()));
            case MATCHING ->
                tags.stream().map(RetentionTag::name).filter(keep::matches).collect(Collectors.toSet());
            case PATCHES -> Versions.patches(tags, keep.count());
            case MINORS -> Versions.minors(tags, keep.count());
        };
    }

    /// Of two at the same time the one whose name comes first goes: the same ones each time.
    private static Set<String> last(List<RetentionTag> tags, Function<RetentionTag, Instant> time, int count) {
        return tags.stream()
                .sorted(Comparator.comparing(time)
                        .thenComparing(RetentionTag::name)
                        .reversed())
                .limit(count)
                .map(RetentionTag::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> since(List<RetentionTag> tags, Function<RetentionTag, Instant> time, Instant start) {
        return tags.stream()
                .filter(tag -> !time.apply(tag).isBefore(start))
                .map(RetentionTag::name)
                .collect(Collectors.toSet());
    }

    private Verdict verdict(RetentionTag tag, Map<String, Verdict> kept, Set<String> seen) {
        if (!seen.contains(tag.name())) {
            return new Verdict(tag, Reason.OUT_OF_SCOPE, 0);
        }
        Verdict found = kept.get(tag.name());
        return found == null ? held(tag, Reason.GOES) : found;
    }

    private Verdict held(RetentionTag tag, Reason otherwise) {
        Reason reason = tag.locked()
                ? Reason.LOCKED
                : !policy.immutables() && rules.immutable(tag.name()).isPresent()
                        ? Reason.IMMUTABLE
                        : !policy.guarded() && rules.isProtected(tag.name()) ? Reason.PROTECTED : otherwise;
        return new Verdict(tag, reason, 0);
    }

    /// What has no image here stays: nobody knows what it is for.
    private Verdict attached(RetentionTag tag, Set<Long> images, Set<Long> staying, Set<Long> going) {
        boolean goes =
                images.stream().anyMatch(going::contains) && images.stream().noneMatch(staying::contains);
        return goes ? held(tag, Reason.GOES_WITH_IMAGE) : new Verdict(tag, Reason.ATTACHED, 0);
    }
}
