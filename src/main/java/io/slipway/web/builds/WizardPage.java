package io.slipway.web.builds;

import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.builds.TriggerViews.Tried;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One step to a new trigger.
///
/// @param carried  what the other steps have said, by field
/// @param accesses what goes with the address
/// @param shell    whether it is one of SSH
/// @param known    lines of known_hosts that are used where none are given
/// @param review   the rules in words, in the last step
public record WizardPage(
        Shell shell,
        RepositoryHead head,
        WizardStep step,
        TriggerForm form,
        Map<String, String> carried,
        Access access,
        TriggerFault fault,
        Optional<Tried> tried,
        List<Rule> review) {

    /// @param choices what goes with the address
    /// @param ssh     whether it is one of SSH
    /// @param sealed  whether a token was typed already
    /// @param known   lines of known_hosts that are used where none are given
    public record Access(List<String> choices, boolean ssh, boolean sealed, List<String> known) {}

    /// @param kind the last part of a message
    public record Rule(
            String kind,
            String pattern,
            boolean literal,
            List<String> tags,
            String dockerfile,
            String context,
            String target,
            String testTarget,
            List<String> arguments,
            boolean cache,
            boolean on) {}

    public List<WizardStep> steps() {
        return List.of(WizardStep.values());
    }

    /// `done`, `now` or `ahead`.
    public String state(WizardStep other) {
        return other == step ? "now" : other.ordinal() < step.ordinal() ? "done" : "ahead";
    }
}
