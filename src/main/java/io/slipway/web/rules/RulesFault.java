package io.slipway.web.rules;

import io.slipway.content.PolicyException;
import java.util.Map;

/// What is wrong with a form, beside which field.
///
/// @param field   empty: with all of it
/// @param message the name of a message; empty: nothing is
public record RulesFault(String field, String message) {

    public static final RulesFault NONE = new RulesFault("", "");
    public static final RulesFault CHANGED = new RulesFault("", "rules.fault.changed");

    private static final Map<String, String> MESSAGES = Map.of(
            "patterns", "rules.fault.pattern",
            "exceptions", "rules.fault.pattern",
            "scope", "rules.fault.pattern",
            "never", "rules.fault.pattern",
            "matching", "rules.fault.pattern",
            "keep", "rules.fault.keep",
            "count", "rules.fault.count",
            "within", "rules.fault.time");

    public static RulesFault of(RulesForm form, PolicyException error) {
        String last = error.field().replaceFirst("\\[\\d+]$", "").replaceFirst(".*\\.", "");
        return new RulesFault(form.field(error), MESSAGES.getOrDefault(last, "rules.fault.other"));
    }

    public boolean any() {
        return !message.isEmpty();
    }

    public String at(String name) {
        return field.equals(name) ? message : "";
    }
}
