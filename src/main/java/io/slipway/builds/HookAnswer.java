package io.slipway.builds;

import java.time.Duration;
import java.util.List;

/// What a Git provider, or whoever sent to a hook, is told.
public sealed interface HookAnswer {

    /// No such trigger, one that rests, or not signed with its secret: all the same.
    record Refused() implements HookAnswer {}

    /// Too many that were refused.
    record Wait(Duration time) implements HookAnswer {}

    record TooLarge(int most) implements HookAnswer {}

    record Malformed(String sentence) implements HookAnswer {}

    record QueueFull(String sentence) implements HookAnswer {}

    record Pong() implements HookAnswer {}

    /// @param reason   why there are no builds
    /// @param repeated whether the same was taken before
    record Taken(List<Integer> builds, NoBuild reason, boolean repeated) implements HookAnswer {

        public Taken {
            builds = List.copyOf(builds);
        }
    }
}
