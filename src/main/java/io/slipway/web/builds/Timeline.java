package io.slipway.web.builds;

import io.slipway.builds.BuildState;
import io.slipway.builds.BuildSummary;
import io.slipway.web.Language;
import io.slipway.web.LapsedTime;
import io.slipway.web.builds.BuildPage.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far a build came: in the queue, with the builder, and at the push.
final class Timeline {

    private static final String DONE = "done";
    private static final String NOW = "now";
    private static final String FAILED = "failed";
    private static final String AHEAD = "ahead";

    private final BuildSummary build;
    private final Language language;
    private final Instant now;

    private Timeline(BuildSummary build, Language language, Instant now) {
        this.build = build;
        this.language = language;
        this.now = now;
    }

    static List<Step> of(BuildSummary build, Language language, Instant now) {
        Timeline timeline = new Timeline(build, language, now);
        return List.of(timeline.queue(), timeline.builder(), timeline.push());
    }

    private Step queue() {
        boolean left = build.times().started().isPresent();
        String state = left ? DONE : build.state().isOver() ? FAILED : NOW;
        return step("builds.step.queue", state, Optional.of(build.times().waited(now)));
    }

    private Step builder() {
        BuildSummary.Times times = build.times();
        Optional<Instant> end = times.built().or(times::ended);
        Optional<Duration> time = times.started().map(start -> Duration.between(start, end.orElse(now)));
        String name = switch (build.state()) {
            case CLONING -> "builds.state.cloning";
            case BUILDING -> "builds.state.building";
            case TESTING -> "builds.state.testing";
            case QUEUED, PUSHING, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT, SUPERSEDED -> "builds.step.build";
        };
        return step(name, state(times.started().isPresent(), times.built().isPresent()), time);
    }

    private Step push() {
        Optional<Instant> built = build.times().built();
        Optional<Duration> time =
                built.map(start -> Duration.between(start, build.times().ended().orElse(now)));
        boolean begun = built.isPresent() || build.state() == BuildState.PUSHING;
        return step("builds.step.push", state(begun, build.state() == BuildState.SUCCEEDED), time);
    }

    private String state(boolean begun, boolean passed) {
        if (passed || build.state() == BuildState.SUCCEEDED) {
            return DONE;
        }
        if (!begun) {
            return AHEAD;
        }
        return build.state().isOver() ? FAILED : NOW;
    }

    private Step step(String name, String state, Optional<Duration> time) {
        return new Step(
                name,
                state,
                time.filter(_ -> !state.equals(AHEAD))
                        .map(it -> LapsedTime.of(it.isNegative() ? Duration.ZERO : it, language)));
    }
}
