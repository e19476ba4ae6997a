package io.slipway.builds;

import java.util.List;

/// What a delivery says.
///
/// @param event         the provider's word
/// @param otherwise     why there is nothing to build, whatever the changes are; [NoBuild#NONE] for a push
/// @param defaultBranch empty where it does not say
record HookPush(String event, NoBuild otherwise, List<RefChange> changes, String defaultBranch) {

    HookPush {
        changes = List.copyOf(changes);
    }

    static HookPush nothing(String event, NoBuild why) {
        return new HookPush(event, why, List.of(), "");
    }
}
