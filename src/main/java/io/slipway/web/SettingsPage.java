package io.slipway.web;

import io.slipway.content.RepositorySummary;
import java.util.Optional;

/// @param form   that was refused, to be shown again
/// @param faults what is wrong with it
public record SettingsPage(
        Shell shell, RepositoryHead head, GrantList grants, QuotaPart quota, SettingsForm form, FieldFaults faults) {

    /// @param now  what limits this repository by itself
    /// @param most what can limit it at most
    public record QuotaPart(Optional<QuotaBar> now, Optional<Size> most) {}

    /// Of what the first form changes.
    static String edition(RepositorySummary repository) {
        return Edition.of(repository.description(), repository.visibility().name());
    }

    /// From which the form goes on: whoever was told what somebody else saved has seen that.
    public String edition() {
        String now = edition(head.repository());
        return changed() ? now : form.or(Edition.FIELD, now);
    }

    /// Somebody else was faster.
    public boolean changed() {
        return faults.form() != null;
    }
}
