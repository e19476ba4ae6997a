package io.slipway.api;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRule.Source;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A rule as somebody writes it: its id where it is there already.
///
/// @param source  `branch` or `tag`
/// @param literal whether the pattern is a name; true unless said, and false for `/…/`
record RuleBody(
        @Nullable Long id,
        @Nullable Boolean enabled,
        @Nullable String source,
        @Nullable String pattern,
        @Nullable Boolean literal,
        @Nullable List<String> tags,
        @Nullable String dockerfile,
        @Nullable String context,
        @Nullable String target,
        @Nullable String testTarget,
        @Nullable Map<String, String> arguments,
        @Nullable Boolean cache) {

    BuildRule toRule() {
        return new BuildRule(
                id == null ? 0 : id,
                !Boolean.FALSE.equals(enabled),
                TriggerBody.one(Source.values(), Fields.need(source, "source"), "source"),
                Fields.need(pattern, "pattern"),
                !Boolean.FALSE.equals(literal),
                Fields.need(tags, "tags").stream().filter(Objects::nonNull).toList(),
                new BuildPlan(
                        text(dockerfile),
                        text(context),
                        text(target),
                        text(testTarget),
                        arguments(),
                        !Boolean.FALSE.equals(cache),
                        false));
    }

    public Map<String, String> arguments() {
        if (arguments == null) {
            return Map.of();
        }
        if (arguments.containsValue(null)) {
            throw ApiException.invalid("arguments have texts as values");
        }
        return arguments;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
