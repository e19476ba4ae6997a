package io.slipway.web.builds;

import io.slipway.builds.BuildState;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildSummary.Times;
import io.slipway.web.Language;
import io.slipway.web.LapsedTime;
import io.slipway.web.builds.BuildPage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a build came, and how long each part took: in the queue, with its sources, with the builder, in its test
/// where it has one, and at the push.
final class Timeline {

    private static final String DONE = "done";
    private static final String NOW = "now";
    private static final String FAILED = "failed";
    private static final String AHEAD = "ahead";
    private static final long WHOLE = 1_000;

    private final BuildSummary build;
    private final Language language;
    private final Instant now;

    private Timeline(BuildSummary build, Language language, Instant now) {
        this.build = build;
        this.language = language;
        this.now = now;
    }

    static List<Step> of(BuildSummary build, Language language, Instant now) {
        return new Timeline(build, language, now).steps();
    }

    private List<Step> steps() {
        Times times = build.times();
        boolean tests = !build.plan().testTarget().isEmpty() || times.tested().isPresent();
        List<Step> steps = new ArrayList<>();
        steps.add(step("queue", Optional.of(times.queued()), times.started()));
        steps.add(step("clone", times.started(), times.cloned()));
        steps.add(step("build", times.cloned(), times.built()));
        if (tests) {
            steps.add(step("test", times.built(), times.tested()));
        }
        Optional<Instant> push = tests ? times.tested() : times.built();
        steps.add(step(
                "push",
                push,
                push.filter(_ -> build.state() == BuildState.SUCCEEDED).flatMap(_ -> times.ended())));
        return List.copyOf(steps);
    }

    /// @param begin empty: it did not begin, or nobody wrote down when
    /// @param end   empty: it did not come to its end
    private Step step(String name, Optional<Instant> begin, Optional<Instant> end) {
        String state = state(begin.isPresent(), end.isPresent());
        Instant last = end.or(build.times()::ended).orElse(now);
        return new Step(
                "builds.step." + name,
                state,
                begin.map(it -> LapsedTime.of(between(it, last), language)),
                begin.map(it -> share(between(build.times().queued(), it))).orElse(0L),
                begin.map(it -> Math.max(WHOLE / 100, share(between(it, last)))).orElse(0L));
    }

    private String state(boolean begun, boolean ended) {
        if (ended || build.state() == BuildState.SUCCEEDED) {
            return DONE;
        }
        if (!begun) {
            return AHEAD;
        }
        return build.state().isOver() ? FAILED : NOW;
    }

    private long share(Duration time) {
        Duration all = between(build.times().queued(), build.times().ended().orElse(now));
        return all.isZero() ? 0 : Math.min(WHOLE * 99 / 100, time.toMillis() * WHOLE / Math.max(1, all.toMillis()));
    }

    private static Duration between(Instant start, Instant end) {
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }
}
