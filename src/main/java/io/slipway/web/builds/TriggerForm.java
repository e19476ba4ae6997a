package io.slipway.web.builds;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRule.Source;
import io.slipway.builds.GitAccess;
import io.slipway.builds.GitProvider;
import io.slipway.builds.Trigger;
import io.slipway.builds.TriggerWish;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A trigger and its rules as a form: each rule is a row of fields, such as `rule-0-pattern`.
public record TriggerForm(Map<String, String> fields) {

    /// One more row than there are rules, until so many.
    private static final int MOST = 50;

    public TriggerForm {
        fields = Map.copyOf(fields);
    }

    /// A first rule as most people want it.
    static TriggerForm fresh() {
        return new TriggerForm(Map.of(
                "provider", "github",
                "access", "none",
                "rule-0-source", "branch",
                "rule-0-pattern", "main",
                "rule-0-tags", "latest",
                "rule-0-cache", "yes",
                "rule-0-enabled", "yes"));
    }

    static TriggerForm of(Trigger trigger, List<BuildRule> rules) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "provider", id(trigger.provider()),
                "url", trigger.url(),
                "access", id(trigger.access()),
                "login", trigger.login(),
                "hostKeys", String.join("\n", trigger.hostKeys())));
        check(fields, "submodules", trigger.submodules());
        check(fields, "supersede", trigger.supersede());
        check(fields, "allowPushes", trigger.allowPushes());
        check(fields, "enabled", trigger.enabled());
        for (int at = 0; at < rules.size(); at++) {
            put(fields, "rule-" + at + "-", rules.get(at));
        }
        return new TriggerForm(fields);
    }

    TriggerForm with(String field, String value) {
        Map<String, String> changed = new HashMap<>(fields);
        changed.put(field, value);
        return new TriggerForm(changed);
    }

    TriggerForm without(String field) {
        Map<String, String> changed = new HashMap<>(fields);
        changed.remove(field);
        return new TriggerForm(changed);
    }

    /// Its fields can have a token.
    @Override
    public String toString() {
        return "TriggerForm[" + get("url") + "]";
    }

    public String get(String field) {
        return fields.getOrDefault(field, "");
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /// Whether a box of a rule is ticked: in a row that is empty yet, as most people want it.
    public boolean on(String start, String box) {
        return has(start + box) || get(start + "pattern").isBlank() && !box.equals("expression");
    }

    /// As a word that there is.
    public String provider() {
        return id(one(GitProvider.values(), get("provider"), GitProvider.GIT));
    }

    /// The same.
    public String access() {
        return id(one(GitAccess.values(), get("access"), GitAccess.NONE));
    }

    public List<String> providers() {
        return ids(GitProvider.values());
    }

    public List<String> accesses() {
        return ids(GitAccess.values());
    }

    public List<String> sources() {
        return ids(Source.values());
    }

    public String examplePattern() {
        return "/v([0-9]+)[.]([0-9]+)/";
    }

    public String exampleTags() {
        return "{1}.{2} {latest}";
    }

    /// What templates of tags can have in braces.
    public String templates() {
        return "{sourceref} {1} … {9} {commit} {date} {latest}";
    }

    /// Numbers of rows to show: those that are filled in, and an empty one.
    public List<Integer> rows() {
        int used = filled().stream().mapToInt(row -> row + 1).max().orElse(0);
        return IntStream.range(0, Math.min(MOST, used + 1)).boxed().toList();
    }

    TriggerWish toWish(boolean enabled) {
        return new TriggerWish(
                one(GitProvider.values(), get("provider"), GitProvider.GIT),
                get("url"),
                one(GitAccess.values(), get("access"), GitAccess.NONE),
                get("login"),
                Optional.of(get("token")),
                get("hostKeys").lines().toList(),
                has("submodules"),
                has("supersede"),
                has("allowPushes"),
                enabled);
    }

    List<BuildRule> toRules() {
        return filled().stream().map(this::rule).toList();
    }

    /// The field of this form that has what is wrong, such as `rules[0].pattern`.
    String field(String wrong) {
        if (!wrong.startsWith("rules[")) {
            return wrong;
        }
        int end = wrong.indexOf("].");
        if (end < 0) {
            return "";
        }
        int at = Integer.parseInt(wrong.substring("rules[".length(), end));
        return "rule-" + filled().get(at) + "-" + wrong.substring(end + 2);
    }

    /// The same with what was typed in one of the page's two forms: all fields of that form are the typed ones.
    TriggerForm under(TriggerForm typed) {
        boolean rules = !typed.has("url");
        Map<String, String> merged = new HashMap<>(typed.fields());
        fields.forEach((name, value) -> {
            if (name.startsWith("rule-") != rules) {
                merged.putIfAbsent(name, value);
            }
        });
        return new TriggerForm(merged);
    }

    static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private BuildRule rule(int row) {
        String start = "rule-" + row + "-";
        String id = get(start + "id");
        return new BuildRule(
                id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0,
                has(start + "enabled"),
                one(Source.values(), get(start + "source"), Source.BRANCH),
                get(start + "pattern"),
                !has(start + "expression"),
                Arrays.asList(get(start + "tags").strip().split("\\s+")),
                new BuildPlan(
                        get(start + "dockerfile"),
                        get(start + "context"),
                        get(start + "target"),
                        get(start + "testTarget"),
                        arguments(get(start + "arguments")),
                        has(start + "cache"),
                        false));
    }

    /// A line each: `NAME=value`.
    private static Map<String, String> arguments(String text) {
        Map<String, String> arguments = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int split = line.indexOf('=');
            arguments.put(split < 0 ? line : line.substring(0, split), split < 0 ? "" : line.substring(split + 1));
        });
        return arguments;
    }

    private List<Integer> filled() {
        return IntStream.range(0, MOST)
                .filter(row -> !get("rule-" + row + "-pattern").isBlank())
                .boxed()
                .toList();
    }

    private static void put(Map<String, String> fields, String start, BuildRule rule) {
        BuildPlan plan = rule.plan();
        fields.put(start + "id", String.valueOf(rule.id()));
        fields.put(start + "source", id(rule.source()));
        fields.put(start + "pattern", rule.pattern());
        fields.put(start + "tags", String.join(" ", rule.tags()));
        fields.put(start + "dockerfile", plan.dockerfile());
        fields.put(start + "context", plan.context());
        fields.put(start + "target", plan.target());
        fields.put(start + "testTarget", plan.testTarget());
        fields.put(
                start + "arguments",
                String.join(
                        "\n",
                        plan.arguments().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(argument -> argument.getKey() + "=" + argument.getValue())
                                .toList()));
        check(fields, start + "expression", !rule.literal());
        check(fields, start + "cache", plan.cache());
        check(fields, start + "enabled", rule.enabled());
    }

    private static void check(Map<String, String> fields, String name, boolean on) {
        if (on) {
            fields.put(name, "yes");
        }
    }

    private static List<String> ids(Enum<?>[] values) {
        return Arrays.stream(values).map(TriggerForm::id).toList();
    }

    private static <T extends Enum<T>> T one(T[] values, String id, T other) {
        return Arrays.stream(values)
                .filter(value -> id(value).equals(id))
                .findFirst()
                .orElse(other);
    }
}
