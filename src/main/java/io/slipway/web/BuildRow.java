package io.slipway.web;

import io.slipway.builds.BuildState;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A build in a list.
///
/// @param state the end of the name of a message
/// @param cause the same
/// @param ref   a branch, a tag or a commit
/// @param by    who started or repeated it; empty where a push did
/// @param waits empty where it was taken at once
/// @param place in the queue; 0 where it waits no more
public record BuildRow(
        String repository,
        int number,
        String state,
        String cause,
        Ref ref,
        Optional<CommitLink> commit,
        String title,
        String author,
        List<String> tags,
        String by,
        Moment queued,
        Time waits,
        Optional<Time> ran,
        boolean over,
        boolean stopping,
        int place) {

    /// @param kind the end of the name of a message
    public record Ref(String kind, String name) {}

    /// @param seconds for bars
    public record Time(long seconds, String text) {

        static Time of(Duration time, Language language) {
            return new Time(time.toSeconds(), LapsedTime.of(time, language));
        }
    }

    public static BuildRow of(BuildSummary build, Language language, Instant now) {
        boolean named = build.ref().kind() != SourceRef.Kind.COMMIT;
        return new BuildRow(
                build.repository(),
                build.number(),
                word(build.state()),
                word(build.cause()),
                new Ref(
                        word(build.ref().kind()),
                        named ? build.ref().name() : brief(build.ref().name())),
                CommitLink.of(build),
                build.title(),
                build.author(),
                build.tags(),
                build.people().starter().orElse(""),
                Moment.of(build.times().queued(), language),
                Time.of(build.times().waited(now), language),
                build.times().ran(now).map(time -> Time.of(time, language)),
                build.state().isOver(),
                build.stopping() && !build.state().isOver(),
                build.place());
    }

    public String path() {
        return "/r/" + repository + "/-/builds/" + number;
    }

    /// The name of a picture.
    public String icon() {
        return icon(BuildState.valueOf(state.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    public String colour() {
        return switch (state) {
            case "succeeded" -> "text-success";
            case "failed", "timed-out" -> "text-error";
            case "queued", "cancelled", "superseded" -> "muted";
            default -> "build-running";
        };
    }

    static String icon(BuildState state) {
        return switch (state) {
            case QUEUED, TIMED_OUT -> "clock";
            case CLONING, BUILDING, TESTING, PUSHING -> "running";
            case SUCCEEDED -> "check";
            case FAILED -> "cross";
            case CANCELLED, SUPERSEDED -> "ban";
        };
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String brief(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }
}
