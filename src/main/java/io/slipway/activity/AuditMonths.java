package io.slipway.activity;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Makes the audit log's partitions ahead and drops those that are old enough. Where it failed for long, rows land in
/// the default partition and are found as well.
@Component
class AuditMonths implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(AuditMonths.class);

    private static final int AHEAD = 2;

    private final AuditSql sql;
    private final AuditSettings settings;

    AuditMonths(AuditSql sql, AuditSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        turn();
    }

    @Scheduled(initialDelay = 21_600_000, fixedDelay = 21_600_000)
    void turn() {
        try {
            sql.makeMonths(AHEAD);
            List<String> dropped = sql.dropMonths(settings.retention());
            if (!dropped.isEmpty()) {
                LOG.info("audit rows older than {} went: {}", settings.retention(), dropped);
            }
        } catch (DataAccessException e) {
            LOG.warn("the audit log's months could not be turned, which is tried again: {}", e.getMessage());
        }
    }
}
