package io.slipway.content;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.accounts.Role;
import io.slipway.content.RetentionPolicy.Every;
import io.slipway.content.RetentionPolicy.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A [TagPolicy] as it is written down: in the database, by the API and by forms.
///
/// @param retention none: that of the namespace
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyDocument(
        @Nullable List<Rule> tagRules, @Nullable Retention retention) {

    private static final int MOST_RULES = 20;
    private static final int MOST_KEPT = 100_000;

    /// @param kind    `immutable` or `protected`
    /// @param role    of a protected tag: `write`, `maintain` or `admin`
    /// @param expires of an immutable one
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rule(
            @Nullable String kind,
            @Nullable List<String> patterns,
            @Nullable List<String> exceptions,
            @Nullable String role,
            @Nullable Boolean expires) {}

    /// @param immutable     whether immutable tags `keep` or may be `delete`d
    /// @param protectedTags the same of protected ones
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Retention(
            @Nullable Schedule schedule,
            @Nullable String immutable,
            @Nullable String protectedTags,
            @Nullable List<RetentionRule> rules) {}

    /// @param every `off`, `daily` or `weekly`
    /// @param hour  of the day, in UTC
    /// @param day   of the week: `monday`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Schedule(
            @Nullable String every,
            @Nullable Integer hour,
            @Nullable String day) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RetentionRule(
            @Nullable List<String> scope,
            @Nullable List<String> never,
            @Nullable List<Keep> keep) {}

    /// @param kind `pushed`, `pulled`, `younger`, `pulled-within`, `matching`, `patches` or `minors`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Keep(
            @Nullable String kind,
            @Nullable Integer count,
            @Nullable String within,
            @Nullable List<String> patterns) {}

    public static PolicyDocument of(TagPolicy policy) {
        return new PolicyDocument(
                policy.rules().stream().map(PolicyDocument::of).toList(),
                policy.retention().map(PolicyDocument::of).orElse(null));
    }

    /// @throws PolicyException for what is no policy
    public TagPolicy toPolicy() {
        return new TagPolicy(
                all("tagRules", tagRules, MOST_RULES, PolicyDocument::rule),
                Optional.ofNullable(retention).map(it -> within("retention", () -> policy(it))));
    }

    private static TagRule rule(Rule rule) {
        TagRule.Kind kind = choice("kind", rule.kind, TagRule.Kind.values());
        boolean guards = kind == TagRule.Kind.PROTECTED;
        if (guards != (rule.role != null) || guards && rule.expires != null) {
            throw new PolicyException(
                    guards ? "role" : "kind", "a protected tag has a role, an immutable one may have expires");
        }
        return new TagRule(
                kind,
                some("patterns", rule.patterns),
                patterns("exceptions", rule.exceptions),
                guards ? role(rule.role) : Role.ADMIN,
                Boolean.TRUE.equals(rule.expires));
    }

    private static Role role(@Nullable String id) {
        return Role.find(Objects.requireNonNullElse(id, ""))
                .filter(role -> role.compareTo(Role.WRITE) >= 0)
                .orElseThrow(() -> new PolicyException("role", "role is write, maintain or admin"));
    }

    private static RetentionPolicy policy(Retention retention) {
        Schedule schedule = retention.schedule;
        return new RetentionPolicy(
                schedule == null ? RetentionPolicy.Schedule.OFF : within("schedule", () -> schedule(schedule)),
                deletes("immutable", retention.immutable),
                deletes("protectedTags", retention.protectedTags),
                all("rules", retention.rules, MOST_RULES, PolicyDocument::retentionRule));
    }

    private static RetentionPolicy.Schedule schedule(Schedule schedule) {
        Integer hour = Objects.requireNonNullElse(schedule.hour, 0);
        if (hour < 0 || hour > 23) {
            throw new PolicyException("hour", "hour is a number from 0 to 23");
        }
        return new RetentionPolicy.Schedule(
                choice("every", schedule.every, Every.values()),
                hour,
                schedule.day == null ? DayOfWeek.MONDAY : choice("day", schedule.day, DayOfWeek.values()));
    }

    private static RetentionPolicy.Rule retentionRule(RetentionRule rule) {
        if (rule.keep == null || rule.keep.isEmpty()) {
            throw new PolicyException("keep", "a rule that keeps nothing would take every tag: say what it keeps");
        }
        return new RetentionPolicy.Rule(
                some("scope", rule.scope),
                patterns("never", rule.never),
                all("keep", rule.keep, MOST_RULES, PolicyDocument::keep));
    }

    private static RetentionPolicy.Keep keep(Keep keep) {
        Kind kind = choice("kind", keep.kind, Kind.values());
        boolean timed = kind == Kind.YOUNGER || kind == Kind.PULLED_WITHIN;
        boolean matched = kind == Kind.MATCHING;
        boolean counted = !timed && !matched;
        if (counted != (keep.count != null) || timed != (keep.within != null) || matched != (keep.patterns != null)) {
            throw new PolicyException(
                    "kind",
                    id(kind) + " has " + (timed ? "within, such as 30d" : matched ? "patterns" : "count")
                            + " and nothing else");
        }
        int count = Objects.requireNonNullElse(keep.count, 1);
        if (count < 1 || count > MOST_KEPT) {
            throw new PolicyException("count", "count is a number from 1 to " + MOST_KEPT);
        }
        return new RetentionPolicy.Keep(
                kind,
                counted ? count : 0,
                timed ? time(Objects.requireNonNullElse(keep.within, "")) : Duration.ZERO,
                matched ? some("patterns", keep.patterns) : List.of());
    }

    private static Duration time(String text) {
        return TimeSpan.parse(text)
                .orElseThrow(() -> new PolicyException("within", "within is a time such as 12h, 30d or 8w"));
    }

    private static boolean deletes(String field, @Nullable String wish) {
        return switch (Objects.requireNonNullElse(wish, "keep")) {
            case "keep" -> false;
            case "delete" -> true;
            default -> throw new PolicyException(field, field + " is keep or delete");
        };
    }

    private static <E extends Enum<E>> E choice(String field, @Nullable String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> id(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new PolicyException(
                        field,
                        field + " is one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values)
                                                .map(PolicyDocument::id)
                                                .toList())));
    }

    private static List<TagPattern> some(String field, @Nullable List<String> texts) {
        if (texts == null || texts.isEmpty()) {
            throw new PolicyException(field, field + " has at least one pattern; * is every tag");
        }
        return patterns(field, texts);
    }

    private static List<TagPattern> patterns(String field, @Nullable List<String> texts) {
        if (texts == null) {
            return List.of();
        }
        if (texts.stream().anyMatch(Objects::isNull)) {
            throw new PolicyException(field, "a pattern is a text");
        }
        return within(field, () -> TagPattern.parse(texts));
    }

    private static <S, T> List<T> all(String field, @Nullable List<S> given, int most, Function<S, T> read) {
        List<S> some = given == null ? List.of() : given;
        if (some.stream().anyMatch(Objects::isNull)) {
            throw new PolicyException(field, field + " has an entry that is nothing");
        }
        if (some.size() > most) {
            throw new PolicyException(field, field + " has at most " + most + " entries");
        }
        return IntStream.range(0, some.size())
                .mapToObj(at -> within(field + "[" + at + "]", () -> read.apply(some.get(at))))
                .toList();
    }

    private static <T> T within(String field, Supplier<T> read) {
        try {
            return read.get();
        } catch (PolicyException e) {
            throw e.in(field);
        }
    }

    private static Rule of(TagRule rule) {
        boolean guards = rule.kind() == TagRule.Kind.PROTECTED;
        return new Rule(
                id(rule.kind()),
                texts(rule.patterns()),
                texts(rule.exceptions()),
                guards ? rule.role().id() : null,
                guards ? null : rule.expires());
    }

    private static Retention of(RetentionPolicy policy) {
        RetentionPolicy.Schedule schedule = policy.schedule();
        return new Retention(
                new Schedule(id(schedule.every()), schedule.hour(), id(schedule.day())),
                policy.immutables() ? "delete" : "keep",
                policy.guarded() ? "delete" : "keep",
                policy.rules().stream()
                        .map(rule -> new RetentionRule(
                                texts(rule.scope()),
                                texts(rule.never()),
                                rule.keep().stream().map(PolicyDocument::of).toList()))
                        .toList());
    }

    private static Keep of(RetentionPolicy.Keep keep) {
        return new Keep(
                id(keep.kind()),
                keep.count() == 0 ? null : keep.count(),
                keep.within().isZero() ? null : TimeSpan.text(keep.within()),
                keep.patterns().isEmpty() ? null : texts(keep.patterns()));
    }

    private static List<String> texts(List<TagPattern> patterns) {
        return patterns.stream().map(TagPattern::toString).toList();
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
