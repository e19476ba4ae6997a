package io.slipway.web.builds;

import io.slipway.builds.SourceRef.Kind;
import java.util.List;

/// The form that starts a build by hand.
///
/// @param triggers all of the repository
/// @param typed    what was typed in it
public record StartForm(List<Choice> triggers, TriggerForm typed, TriggerFault fault) {

    /// @param state the last part of a message
    public record Choice(String id, String url, String state) {}

    /// Of what rules are.
    public List<String> kinds() {
        return List.of(TriggerForm.id(Kind.BRANCH), TriggerForm.id(Kind.TAG));
    }
}
