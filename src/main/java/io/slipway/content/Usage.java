package io.slipway.content;

import io.slipway.content.UsageSql.Measured;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Sizes and pulls over time, from roll-ups: pulls are counted within seconds, sizes measured after pushes.
@Service
public class Usage {

    private final UsageSql sql;
    private final Clock clock;

    Usage(UsageSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The last days up to today. What is counted between its statements does no harm.
    public RepositoryUsage of(Repository repository, int days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(days - 1L);
        Map<LocalDate, Long> pulls = sql.pulls(repository.id(), first);
        Iterator<Measured> sizes = sql.sizes(repository.id(), first).iterator();
        Optional<Measured> next = next(sizes);
        Optional<RepositorySize> size = Optional.empty();
        List<UsageDay> found = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
            while (next.isPresent() && !next.get().day().isAfter(day)) {
                size = next.map(Measured::size);
                next = next(sizes);
            }
            found.add(new UsageDay(day, pulls.getOrDefault(day, 0L), size));
        }
        return new RepositoryUsage(sql.size(repository.id()), found);
    }

    private static Optional<Measured> next(Iterator<Measured> sizes) {
        return sizes.hasNext() ? Optional.of(sizes.next()) : Optional.empty();
    }
}
