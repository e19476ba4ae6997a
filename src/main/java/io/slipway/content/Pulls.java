package io.slipway.content;

import io.slipway.oci.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Counts pulls in memory and writes them in batches: a pull itself writes nothing.
@Component
class Pulls implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);

    /// @param tag empty for a pull by digest
    record Pulled(long repositoryId, String tag) {}

    record Count(Pulled pulled, long pulls) {}

    private final Map<Pulled, Long> counts = new ConcurrentHashMap<>();
    private final PullSql sql;

    Pulls(PullSql sql) {
        this.sql = sql;
    }

    void count(long repositoryId, Optional<Tag> tag) {
        counts.merge(new Pulled(repositoryId, tag.map(Tag::value).orElse("")), 1L, Long::sum);
    }

    @Scheduled(fixedDelay = 5_000)
    void flush() {
        List<Count> batch = new ArrayList<>();
        for (Pulled pulled : List.copyOf(counts.keySet())) {
            Long pulls = counts.remove(pulled);
            if (pulls != null) {
                batch.add(new Count(pulled, pulls));
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        // sorted: replicas that count the same tags take their row locks in the same order
        batch.sort(Comparator.comparing((Count count) -> count.pulled().repositoryId())
                .thenComparing(count -> count.pulled().tag()));
        try {
            sql.add(batch);
        } catch (DataAccessException e) {
            batch.forEach(count -> counts.merge(count.pulled(), count.pulls(), Long::sum));
            LOG.warn(
                    "pull counts of {} tags could not be written, they are kept for the next try: {}",
                    batch.size(),
                    e.getMessage());
        }
    }

    @Override
    public void destroy() {
        flush();
    }
}
