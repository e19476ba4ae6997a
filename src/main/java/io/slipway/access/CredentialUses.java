package io.slipway.access;

import io.slipway.access.CredentialSql.Use;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// When and from where tokens were used last, kept in memory and written in batches: a pull itself writes nothing.
@Component
class CredentialUses implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialUses.class);

    private final Map<Long, Use> uses = new ConcurrentHashMap<>();
    private final CredentialSql sql;
    private final Clock clock;

    CredentialUses(CredentialSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void note(long credentialId, String address) {
        uses.put(credentialId, new Use(credentialId, clock.instant(), address));
    }

    @Scheduled(fixedDelay = 5_000)
    void flush() {
        List<Use> batch = new ArrayList<>();
        for (Long id : List.copyOf(uses.keySet())) {
            Use use = uses.remove(id);
            if (use != null) {
                batch.add(use);
            }
        }
        // sorted: replicas that note the same tokens take their row locks in the same order
        batch.sort(Comparator.comparing(Use::credentialId));
        try {
            sql.used(batch);
        } catch (DataAccessException e) {
            batch.forEach(use -> uses.putIfAbsent(use.credentialId(), use));
            LOG.warn("last uses of {} tokens could not be written, they are kept: {}", batch.size(), e.getMessage());
        }
    }

    @Override
    public void destroy() {
        flush();
    }
}
