package io.slipway.content;

import io.slipway.content.RetentionPolicy.Every;
import io.slipway.content.RetentionPolicy.Schedule;
import java.util.Map;
import java.util.Optional;

/// When a policy is applied next, by the database's clock.
final class PolicyTimes {

    /// The next such hour in UTC, of the week on that day; never now.
    static final String NEXT = """
            CASE CAST(:every AS text)
                WHEN 'DAILY' THEN (date_trunc('day', timezone('UTC', now()) - make_interval(hours => :hour))
                    + make_interval(days => 1, hours => :hour)) AT TIME ZONE 'UTC'
                WHEN 'WEEKLY' THEN (
                    date_trunc('week', timezone('UTC', now()) - make_interval(days => :day, hours => :hour))
                    + make_interval(weeks => 1, days => :day, hours => :hour)) AT TIME ZONE 'UTC'
            END
            """;

    private PolicyTimes() {}

    static Map<String, Object> params(Optional<RetentionPolicy> policy) {
        Schedule schedule = policy.filter(it -> !it.rules().isEmpty())
                .map(RetentionPolicy::schedule)
                .orElse(Schedule.OFF);
        Every every = schedule.every();
        return Map.of(
                "every",
                every.name(),
                "hour",
                schedule.hour(),
                "day",
                schedule.day().getValue() - 1);
    }
}
