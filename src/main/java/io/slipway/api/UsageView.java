package io.slipway.api;

import io.slipway.content.RepositorySize;
import io.slipway.content.RepositoryUsage;
import io.slipway.content.UsageDay;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sizes are in bytes as stored, each blob once; `sharedBytes` are those that another repository has, too.
record UsageView(@Nullable Long bytes, @Nullable Long sharedBytes, long pulls, List<Day> days) {

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

    static UsageView of(RepositoryUsage usage) {
        return new UsageView(
                usage.size().map(RepositorySize::bytes).orElse(null),
                usage.size().map(RepositorySize::shared).orElse(null),
                usage.pulls(),
                usage.days().stream().map(Day::of).toList());
    }
}
