package io.slipway.api;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSummary;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A build.
///
/// @param state      queued, cloning, building, testing, pushing, succeeded, failed, cancelled, timed-out or superseded
/// @param reason     why it ended as it did, in a word; absent where there is no more to say
/// @param cause      push, manual, remote, retry, redelivery or backfill
/// @param clonedAt   when the sources were there
/// @param builtAt    when the image was made, before its test and the push
/// @param testedAt   when its test was done, where there is one
/// @param stopping   somebody asked to cancel it
/// @param place      in the queue of its namespace, while it waits
/// @param details    for those who may push
public record BuildView(
        int number,
        String state,
        @Nullable String reason,
        String cause,
        Ref ref,
        @Nullable String commit,
        String title,
        String author,
        List<String> tags,
        @Nullable String digest,
        @Nullable Source source,
        @Nullable String startedBy,
        @Nullable String cancelledBy,
        boolean stopping,
        @Nullable Integer place,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant clonedAt,
        @Nullable Instant builtAt,
        @Nullable Instant testedAt,
        @Nullable Instant finishedAt,
        @Nullable Details details) {

    /// @param kind branch, tag or commit
    public record Ref(String kind, String name) {}

    public record Source(String provider, String url) {}

    /// @param target     the stage that becomes the image; empty: the last one
    /// @param testTarget a stage that has to succeed before the push; empty: none
    /// @param reason     why it failed, in a sentence
    public record Details(
            String dockerfile,
            String context,
            String target,
            String testTarget,
            Map<String, String> arguments,
            boolean cache,
            boolean submodules,
            @Nullable String reason,
            long logLines,
            long logBytes) {

        static Details of(BuildSummary build) {
            BuildPlan plan = build.plan();
            return new Details(
                    plan.dockerfile(),
                    plan.context(),
                    plan.target(),
                    plan.testTarget(),
                    new TreeMap<>(plan.arguments()),
                    plan.cache(),
                    plan.submodules(),
                    given(build.detail()),
                    build.log().lines(),
                    build.log().bytes());
        }
    }

    /// @param details whether the caller may read them
    static BuildView of(BuildSummary build, boolean details) {
        return new BuildView(
                build.number(),
                word(build.state()),
                build.reason().isEmpty() ? null : word(build.reason()),
                word(build.cause()),
                new Ref(word(build.ref().kind()), build.ref().name()),
                build.commit().orElse(null),
                build.title(),
                build.author(),
                build.tags(),
                build.digest().orElse(null),
                build.source()
                        .map(it -> new Source(word(it.provider()), it.url()))
                        .orElse(null),
                build.people().starter().orElse(null),
                build.people().canceller().orElse(null),
                build.stopping(),
                Optional.of(build.place()).filter(it -> it > 0).orElse(null),
                build.times().queued(),
                build.times().started().orElse(null),
                build.times().cloned().orElse(null),
                build.times().built().orElse(null),
                build.times().tested().orElse(null),
                build.times().ended().orElse(null),
                details ? Details.of(build) : null);
    }

    private static String word(Enum<?> value) {
        return word(value.name());
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
