package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Brings rules as people write them into the form that is kept, or says what is wrong with one.
final class RuleChecks {

    private static final int MOST_TAGS = 20;
    private static final int MOST_ARGUMENTS = 50;
    private static final int LONGEST_PATH = 500;
    private static final int LONGEST_VALUE = 4096;
    private static final Pattern PATH = Pattern.compile("[^\\p{C}\\\\]+");
    private static final Pattern STAGE = Pattern.compile("|[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern VALUE = Pattern.compile("[^\\p{Cc}]*");
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(passw(or)?d|passphrase|secret|token|api_?key|private_?key|access_?key|credential).*");

    private RuleChecks() {}

    /// @throws BuildsException INVALID, with the field
    static BuildRule check(BuildRule rule) {
        // as Docker Hub writes them
        boolean slashes = rule.pattern().length() > 2
                && rule.pattern().startsWith("/")
                && rule.pattern().endsWith("/");
        String text = slashes
                ? rule.pattern().substring(1, rule.pattern().length() - 1)
                : rule.pattern().strip();
        boolean literal = rule.literal() && !slashes;
        RulePattern pattern = RulePattern.of(text, literal);
        BuildPlan plan = rule.plan();
        return new BuildRule(
                rule.id(),
                rule.enabled(),
                rule.source(),
                text,
                literal,
                tags(rule.tags(), pattern),
                new BuildPlan(
                        file(plan.dockerfile()),
                        folder(plan.context()),
                        stage(plan.target(), "target"),
                        stage(plan.testTarget(), "testTarget"),
                        arguments(plan.arguments()),
                        plan.cache(),
                        plan.submodules()));
    }

    private static List<String> tags(List<String> templates, RulePattern pattern) {
        List<String> tags = templates.stream()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .distinct()
                .toList();
        if (tags.isEmpty() || tags.size() > MOST_TAGS) {
            throw invalid("tags", "a rule makes 1 to " + MOST_TAGS + " tags");
        }
        tags.forEach(template -> TagTemplate.parse(template, pattern.groups()));
        return tags;
    }

    private static String file(String text) {
        String path = path(text, "dockerfile");
        return path.isEmpty() ? "Dockerfile" : path;
    }

    private static String folder(String text) {
        String path = path(text, "context");
        return path.isEmpty() ? "." : path;
    }

    /// Of the checkout, whose root is `/` for Docker Hub.
    private static String path(String text, String field) {
        if (text.length() > LONGEST_PATH) {
            throw invalid(field, "a path has at most " + LONGEST_PATH + " characters");
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.strip().split("/")) {
            if (part.equals("..") || part.startsWith("-") || part.equalsIgnoreCase(".git")) {
                throw invalid(
                        field,
                        "a path stays below the root of the repository: no part of it is .. or .git,"
                                + " and none begins with -");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String path = String.join("/", parts);
        if (!path.isEmpty() && !PATH.matcher(path).matches()) {
            throw invalid(field, "a path has no control characters and no backslashes");
        }
        return path;
    }

    private static String stage(String text, String field) {
        String stage = text.strip();
        if (!STAGE.matcher(stage).matches()) {
            throw invalid(field, "a stage has letters, digits, _ . and -");
        }
        return stage;
    }

    private static Map<String, String> arguments(Map<String, String> given) {
        if (given.size() > MOST_ARGUMENTS) {
            throw invalid("arguments", "at most " + MOST_ARGUMENTS + " build arguments");
        }
        Map<String, String> arguments = new TreeMap<>();
        given.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw invalid("arguments", "the name of a build argument has letters, digits and _");
            }
            if (SECRET.matcher(name).matches()) {
                throw invalid(
                        "arguments",
                        name + " looks like a secret, and build arguments stay in the image's"
                                + " history: make it a secret of the trigger and read it with RUN --mount=type=secret,id="
                                + name);
            }
            if (value.length() > LONGEST_VALUE || !VALUE.matcher(value).matches()) {
                throw invalid(
                        "arguments",
                        "the value of " + name + " is one line of at most " + LONGEST_VALUE + " characters");
            }
            arguments.put(name, value);
        });
        return arguments;
    }

    private static BuildsException invalid(String field, String sentence) {
        return new BuildsException(Code.INVALID, field, sentence);
    }
}
