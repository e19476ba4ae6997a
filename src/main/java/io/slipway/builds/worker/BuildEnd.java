package io.slipway.builds.worker;

import io.slipway.builds.BuildState;
import java.util.Optional;

/// How a build ended.
///
/// @param detail a sentence for those who may push; without secrets
/// @param digest of what was pushed
record BuildEnd(BuildState state, Optional<BuildReason> reason, String detail, Optional<String> digest) {

    private static final int MAX_DETAIL = 2_000;

    BuildEnd {
        if (!state.isOver()) {
            throw new IllegalArgumentException(state + " is no end");
        }
        detail = detail.replace('\0', ' ');
        detail = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail;
    }

    static BuildEnd pushed(String digest) {
        return new BuildEnd(BuildState.SUCCEEDED, Optional.empty(), "", Optional.of(digest));
    }

    static BuildEnd because(BuildReason reason, String detail) {
        return new BuildEnd(reason.state(), Optional.of(reason), detail, Optional.empty());
    }

    /// Whether it says something about the source, and not about this machine.
    boolean countsForTrigger() {
        return switch (state) {
            case SUCCEEDED, TIMED_OUT -> true;
            case FAILED -> reason.filter(BuildReason::isOurs).isEmpty();
            case CANCELLED, SUPERSEDED, QUEUED, CLONING, BUILDING, TESTING, PUSHING -> false;
        };
    }
}
