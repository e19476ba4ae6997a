package io.slipway.web.builds;

import io.slipway.builds.BuildsException;
import java.util.Set;

/// What is wrong with a form, beside which field.
///
/// @param field   empty: with all of it
/// @param message the name of a message; empty: nothing is
public record TriggerFault(String field, String message) {

    static final TriggerFault NONE = new TriggerFault("", "");
    static final TriggerFault CHANGED = new TriggerFault("", "triggers.fault.changed");

    private static final Set<String> FIELDS = Set.of(
            "url",
            "access",
            "login",
            "token",
            "hostKeys",
            "pattern",
            "tags",
            "dockerfile",
            "context",
            "target",
            "testTarget",
            "arguments",
            "branch",
            "tag",
            "commit",
            "rule",
            "name",
            "value");

    static TriggerFault of(TriggerForm form, BuildsException error) {
        String last = error.field().replaceFirst(".*\\.", "");
        String message = switch (error.code()) {
            case INVALID -> FIELDS.contains(last) ? "triggers.fault." + last : "triggers.fault.other";
            case CONFLICT -> "triggers.fault.most";
            case QUEUE_FULL -> "builds.fault.full";
            case PAUSED -> "builds.fault.paused";
            case NOT_FOUND -> throw TriggerPages.missing();
        };
        return new TriggerFault(form.field(error.field()), message);
    }

    /// Which of the rules is wrong, counted from 1; 0 where it is none.
    public int rule() {
        return field.matches("rule-[0-9]{1,2}-.*")
                ? Integer.parseInt(field.substring("rule-".length(), field.indexOf('-', "rule-".length()))) + 1
                : 0;
    }

    public boolean any() {
        return !message.isEmpty();
    }

    public String at(String name) {
        return field.equals(name) ? message : "";
    }
}
