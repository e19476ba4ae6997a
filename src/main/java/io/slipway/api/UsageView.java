package io.slipway.api;

import io.slipway.content.RepositorySize;
import io.slipway.content.RepositoryUsage;
import io.slipway.content.UsageDay;
import io.slipway.content.VersionSize;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sizes are in bytes as stored, each blob once; `sharedBytes` are those that another repository has, too.
record UsageView(@Nullable Long bytes, @Nullable Long sharedBytes, long pulls, List<Day> days, List<Version> versions) {

    /// In UTC.
    record Day(
            LocalDate day,
            long pulls,
            @Nullable Long bytes,
            @Nullable Long sharedBytes) {

        static Day of(UsageDay day) {
            return new Day(
                    day.day(),
                    day.pulls(),
                    day.size().map(RepositorySize::bytes).orElse(null),
                    day.size().map(RepositorySize::shared).orElse(null));
        }
    }

    /// @param change against the version before it: 0.25 is a quarter more
    record Version(
            String name,
            String digest,
            Instant pushedAt,
            long bytes,
            @Nullable Double change) {

        static Version of(VersionSize version) {
            return new Version(
                    version.name(),
                    version.digest().toString(),
                    version.pushedAt(),
                    version.bytes(),
                    version.change().isPresent() ? version.change().getAsDouble() : null);
        }
    }

    static UsageView of(RepositoryUsage usage, List<VersionSize> versions) {
        return new UsageView(
                usage.size().map(RepositorySize::bytes).orElse(null),
                usage.size().map(RepositorySize::shared).orElse(null),
                usage.pulls(),
                usage.days().stream().map(Day::of).toList(),
                versions.stream().map(Version::of).toList());
    }
}
