package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.work.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// `POST /hooks/{trigger}/start`: builds that a script elsewhere asks for by the trigger's own token.
@Service
public class RemoteStarts {

    private static final Throttle.Policy POLICY =
            new Throttle.Policy(20, Duration.ofSeconds(5), Duration.ofMinutes(10));

    private final TriggerStarts starts;
    private final Throttle throttle;

    RemoteStarts(TriggerStarts starts, Throttle throttle) {
        this.starts = starts;
        this.throttle = throttle;
    }

    /// Whether somebody holds the token; asked before a body is read.
    ///
    /// @param trigger as it stands in the path
    /// @param inUrl   whether the token came in the address
    /// @return empty when they may; else what they are told
    public Optional<HookAnswer> refuse(String trigger, String token, boolean inUrl) {
        String key = Hooks.throttleKey(trigger);
        Duration wait = throttle.wait(key);
        if (wait.isPositive()) {
            return Optional.of(new HookAnswer.Wait(wait));
        }
        if (starts.find(trigger, token, inUrl).isEmpty()) {
            throttle.miss(key, POLICY);
            return Optional.of(new HookAnswer.Refused());
        }
        return Optional.empty();
    }

    /// After [#refuse] refused nothing.
    ///
    /// @param wish empty: by all rules of a literal name
    public HookAnswer start(String trigger, String token, boolean inUrl, Optional<StartWish> wish) {
        Optional<Trigger> found = starts.find(trigger, token, inUrl);
        if (found.isEmpty()) {
            return new HookAnswer.Refused();
        }
        try {
            List<Integer> builds = starts.startRemotely(found.get(), wish);
            return new HookAnswer.Taken(builds, builds.isEmpty() ? NoBuild.NO_RULE : NoBuild.NONE, false);
        } catch (BuildsException e) {
            if (e.code() != Code.QUEUE_FULL) {
                throw e;
            }
            return new HookAnswer.QueueFull(String.valueOf(e.getMessage()));
        }
    }
}
