package io.slipway.builds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A build as people see it.
///
/// @param id         for logs; numbers are for people
/// @param repository its name
/// @param reason     why it ended as it did: a word that pages translate; empty where there is no more to say
/// @param detail     the same in a sentence, for those who may push
/// @param commit     the whole id; empty while only the ref is known
/// @param title      the first line of the commit's message
/// @param digest     of what was pushed
/// @param stopping   somebody asked to cancel it
/// @param place      of one in the queue: how many of its namespace come before, and itself
public record BuildSummary(
        long id,
        String repository,
        int number,
        BuildState state,
        String reason,
        String detail,
        BuildCause cause,
        SourceRef ref,
        Optional<String> commit,
        String title,
        String author,
        BuildPlan plan,
        List<String> tags,
        Optional<String> digest,
        Times times,
        People people,
        Optional<Source> source,
        Log log,
        boolean stopping,
        int place) {

    /// @param cloned when the sources were there
    /// @param built  when the image was made, before its test and the push
    /// @param tested when its test was done, where there is one
    public record Times(
            Instant queued,
            Optional<Instant> started,
            Optional<Instant> cloned,
            Optional<Instant> built,
            Optional<Instant> tested,
            Optional<Instant> ended) {

        /// How long it waited; until now while it does.
        public Duration waited(Instant now) {
            return between(queued, started.or(() -> ended).orElse(now));
        }

        /// Empty before a worker has it.
        public Optional<Duration> ran(Instant now) {
            return started.map(since -> between(since, ended.orElse(now)));
        }

        private static Duration between(Instant start, Instant end) {
            return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
        }
    }

    /// Their names; empty where nobody did, or they are gone.
    public record People(Optional<String> starter, Optional<String> canceller) {}

    /// Where the commit lies.
    ///
    /// @param provider `GITHUB`, `GITLAB`, `BITBUCKET`, `GITEA` or `GIT`
    /// @param url      as it is cloned
    public record Source(String provider, String url) {}

    public record Log(long lines, long bytes) {}

    public BuildSummary {
        tags = List.copyOf(tags);
    }

    /// Another one like it can be ordered: it is over, and its trigger is still there.
    public boolean repeatable() {
        return state.isOver() && source.isPresent();
    }
}
