package io.slipway.web.builds;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The steps to a new trigger.
public enum WizardStep {
    SOURCE(Set.of("provider", "url")),
    ACCESS(Set.of("access", "login", "token", TriggerWizard.SEALED, "hostKeys", "submodules")),
    RULES(Set.of("supersede", "allowPushes")),
    REVIEW(Set.of());

    private final Set<String> fields;

    WizardStep(Set<String> fields) {
        this.fields = fields;
    }

    /// As in forms, and the last part of a message.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<WizardStep> find(String id) {
        return Arrays.stream(values()).filter(step -> step.id().equals(id)).findFirst();
    }

    /// The one that has the field; the review where none has.
    static WizardStep of(String field) {
        return Arrays.stream(values())
                .filter(step -> step.has(field))
                .findFirst()
                .orElse(field.equals("ref") ? RULES : REVIEW);
    }

    boolean has(String field) {
        return fields.contains(field) || this == RULES && field.matches("rule-[0-9]{1,2}-[A-Za-z]{1,20}");
    }

    WizardStep next() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }

    /// Empty before the first.
    public Optional<WizardStep> previous() {
        return ordinal() == 0 ? Optional.empty() : Optional.of(values()[ordinal() - 1]);
    }
}
