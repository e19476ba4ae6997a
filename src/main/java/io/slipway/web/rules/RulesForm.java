package io.slipway.web.rules;

import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyDocument.Keep;
import io.slipway.content.PolicyDocument.Retention;
import io.slipway.content.PolicyDocument.RetentionRule;
import io.slipway.content.PolicyDocument.Rule;
import io.slipway.content.PolicyDocument.Schedule;
import io.slipway.content.PolicyException;
import io.slipway.content.TagPolicy;
import io.slipway.content.TimeSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A policy as a form: each rule is a row of fields, patterns stand between blanks. Kinds of what is kept come once in
/// a rule, which loses nothing: the larger number keeps what the smaller one does.
///
/// @param fields `rule-0-patterns`, `keep-0-scope`, `keep-0-pushed`
public record RulesForm(Map<String, String> fields) {

    /// One more row than there are rules, until so many.
    private static final int MOST = 20;

    private static final String GUARD = "protected-";
    private static final List<String> COUNTED = List.of("pushed", "pulled", "patches", "minors");
    private static final List<String> TIMED = List.of("younger", "pulled-within");

    public RulesForm {
        fields = Map.copyOf(fields);
    }

    public static RulesForm of(PolicyDocument policy) {
        Map<String, String> fields = new HashMap<>();
        List<Rule> rules = Objects.requireNonNullElse(policy.tagRules(), List.of());
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            String kind = rule.role() != null
                    ? GUARD + rule.role()
                    : Boolean.TRUE.equals(rule.expires()) ? "immutable-expires" : "immutable";
            fields.put("rule-" + i + "-kind", kind);
            fields.put("rule-" + i + "-patterns", join(rule.patterns()));
            fields.put("rule-" + i + "-exceptions", join(rule.exceptions()));
        }
        Retention retention = policy.retention();
        if (retention != null) {
            fields.put("own", "yes");
            Schedule schedule = retention.schedule();
            if (schedule != null) {
                fields.put("every", Objects.requireNonNullElse(schedule.every(), "off"));
                fields.put("hour", String.valueOf(schedule.hour()));
                fields.put("day", Objects.requireNonNullElse(schedule.day(), "monday"));
            }
            fields.put("immutable", Objects.requireNonNullElse(retention.immutable(), "keep"));
            fields.put("protected", Objects.requireNonNullElse(retention.protectedTags(), "keep"));
            List<RetentionRule> kept = Objects.requireNonNullElse(retention.rules(), List.of());
            for (int i = 0; i < kept.size(); i++) {
                put(fields, "keep-" + i + "-", kept.get(i));
            }
        }
        return new RulesForm(fields);
    }

    public String get(String field) {
        return fields.getOrDefault(field, "");
    }

    public String or(String field, String other) {
        return fields.getOrDefault(field, other);
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    public List<Integer> rules() {
        return rows("rule-");
    }

    public List<Integer> keeps() {
        return rows("keep-");
    }

    public List<String> kinds() {
        return List.of("immutable", "immutable-expires", "protected-write", "protected-maintain", "protected-admin");
    }

    public List<String> counted() {
        return COUNTED;
    }

    public List<String> timed() {
        return TIMED;
    }

    /// Of a namespace.
    ///
    /// @throws PolicyException for what is no policy
    public TagPolicy toPolicy() {
        return toDocument(false).toPolicy();
    }

    /// @param owned whether the form asks if there is a retention at all
    PolicyDocument toDocument(boolean owned) {
        List<Rule> rules = filled("rule-").stream().map(this::rule).toList();
        boolean kept = owned
                ? has("own")
                : !filled("keep-").isEmpty() || !or("every", "off").equals("off");
        return new PolicyDocument(rules, kept ? retention() : null);
    }

    /// Whether or not it is one of its own.
    public Retention retention() {
        return new Retention(
                new Schedule(or("every", "off"), number("hour").orElse(0), or("day", "monday")),
                or("immutable", "keep"),
                or("protected", "keep"),
                filled("keep-").stream().map(this::keep).toList());
    }

    /// The field of the form that has what is wrong in the document.
    String field(PolicyException error) {
        String[] parts = error.field().split("[\\[\\].]+");
        if (parts.length > 2 && parts[0].equals("tagRules")) {
            return "rule-" + row("rule-", parts[1]) + "-" + parts[2];
        }
        if (parts.length > 3 && parts[1].equals("rules")) {
            String start = "keep-" + row("keep-", parts[2]) + "-";
            return parts[3].equals("keep") && parts.length > 4
                    ? start + kindAt(start, parts[4])
                    : start + (parts[3].equals("keep") ? "scope" : parts[3]);
        }
        return "";
    }

    private String row(String start, String at) {
        return String.valueOf(filled(start).get(Integer.parseInt(at)));
    }

    private String kindAt(String start, String at) {
        return Objects.requireNonNullElse(kept(start).get(Integer.parseInt(at)).kind(), "matching");
    }

    private Rule rule(int row) {
        String start = "rule-" + row + "-";
        String kind = or(start + "kind", "immutable");
        boolean guards = kind.startsWith(GUARD);
        return new Rule(
                guards ? "protected" : "immutable",
                patterns(start + "patterns"),
                patterns(start + "exceptions"),
                guards ? kind.substring(GUARD.length()) : null,
                guards ? null : kind.endsWith("-expires"));
    }

    private RetentionRule keep(int row) {
        String start = "keep-" + row + "-";
        return new RetentionRule(patterns(start + "scope"), patterns(start + "never"), kept(start));
    }

    private List<Keep> kept(String start) {
        List<Keep> keep = new ArrayList<>();
        for (String kind : COUNTED) {
            if (!get(start + kind).isBlank()) {
                keep.add(new Keep(kind, number(start + kind).orElse(0), null, null));
            }
        }
        for (String kind : TIMED) {
            if (!get(start + kind).isBlank()) {
                keep.add(new Keep(kind, null, get(start + kind).strip(), null));
            }
        }
        if (!get(start + "matching").isBlank()) {
            keep.add(new Keep("matching", null, null, patterns(start + "matching")));
        }
        return keep;
    }

    private Optional<Integer> number(String field) {
        String text = get(field).strip();
        boolean digits =
                !text.isEmpty() && text.length() < 9 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return digits ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private List<String> patterns(String field) {
        return Arrays.stream(get(field).strip().split("\\s+"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private List<Integer> rows(String start) {
        int used = filled(start).stream().mapToInt(row -> row + 1).max().orElse(0);
        return IntStream.range(0, Math.min(MOST, used + 1)).boxed().toList();
    }

    /// Rows in which something is typed.
    private List<Integer> filled(String start) {
        return IntStream.range(0, MOST)
                .filter(row -> fields.entrySet().stream()
                        .anyMatch(field -> field.getKey().startsWith(start + row + "-")
                                && !field.getKey().endsWith("-kind")
                                && !field.getValue().isBlank()))
                .boxed()
                .toList();
    }

    private static void put(Map<String, String> fields, String start, RetentionRule rule) {
        fields.put(start + "scope", join(rule.scope()));
        fields.put(start + "never", join(rule.never()));
        Map<String, Set<String>> patterns = new HashMap<>();
        for (Keep keep : Objects.requireNonNullElse(rule.keep(), List.<Keep>of())) {
            String kind = Objects.requireNonNullElse(keep.kind(), "");
            if (keep.count() != null) {
                fields.merge(start + kind, String.valueOf(keep.count()), RulesForm::larger);
            } else if (keep.within() != null) {
                fields.merge(start + kind, keep.within(), RulesForm::longer);
            } else if (keep.patterns() != null) {
                patterns.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).addAll(keep.patterns());
            }
        }
        patterns.forEach((kind, texts) -> fields.put(start + kind, String.join(" ", texts)));
    }

    private static String larger(String one, String other) {
        return Integer.parseInt(one) >= Integer.parseInt(other) ? one : other;
    }

    private static String longer(String one, String other) {
        return TimeSpan.parse(one)
                        .flatMap(first -> TimeSpan.parse(other).map(first::compareTo))
                        .filter(order -> order < 0)
                        .isPresent()
                ? other
                : one;
    }

    private static String join(@Nullable List<String> texts) {
        return texts == null ? "" : String.join(" ", texts);
    }
}
