package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import io.slipway.work.CommandLine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Where processes that build make themselves known.
@Component
class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final WorkerSql sql;
    private final int parallel;
    private final boolean remote;
    private final String host = host();

    Workers(WorkerSql sql, BuildSettings settings, Environment environment) {
        this.sql = sql;
        this.parallel = settings.parallel();
        this.remote = CommandLine.isCommand(environment);
    }

    void seen(String node, BuilderReport report) {
        sql.put(node, host, remote, report, parallel);
        sql.deleteOld();
    }

    /// Ends without the database, too: its row grows old then.
    void gone(String node) {
        try {
            sql.delete(node);
        } catch (DataAccessException unreachable) {
            LOG.debug("its row grows old: {}", unreachable.getMessage());
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
