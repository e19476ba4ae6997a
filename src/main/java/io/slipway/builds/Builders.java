package io.slipway.builds;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;

/// What builds, for administrators.
@Service
public class Builders {

    /// What a build may use in this process, and how many there may be.
    ///
    /// @param perNamespace builds at a time of one namespace, in all processes
    /// @param queue        builds of one namespace that wait
    /// @param memory       in bytes, as the others of size
    /// @param open         whether a RUN reaches the network
    public record Limits(
            int perNamespace,
            int queue,
            Duration time,
            long memory,
            long disk,
            long log,
            int processes,
            boolean open) {}

    private static final int MANY = 100;

    private final BuilderSql sql;
    private final BuildSettings settings;

    Builders(BuilderSql sql, BuildSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    /// The processes that build, of this server, of its replicas and elsewhere: at most a hundred.
    public List<Builder> list() {
        return sql.list(MANY);
    }

    public Limits limits() {
        return new Limits(
                settings.perNamespace(),
                settings.queueLimit(),
                settings.timeout(),
                settings.memory().toBytes(),
                settings.disk().toBytes(),
                settings.logLimit().toBytes(),
                settings.processes(),
                settings.network() == BuildSettings.Network.OPEN);
    }
}
