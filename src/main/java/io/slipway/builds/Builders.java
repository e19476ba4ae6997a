package io.slipway.builds;

import java.time.Duration;
import org.springframework.stereotype.Service;

/// What builds here, for administrators.
@Service
public class Builders {

    /// What a build may use, and how many there may be.
    ///
    /// @param parallel     builds at a time in this process
    /// @param perNamespace builds at a time of one namespace, in all processes
    /// @param queue        builds of one namespace that wait
    /// @param memory       in bytes, as the others of size
    /// @param open         whether a RUN reaches the network
    public record Limits(
            int parallel,
            int perNamespace,
            int queue,
            Duration time,
            long memory,
            long disk,
            long log,
            int processes,
            boolean open) {}

    private final BuildWorker worker;
    private final BuildSettings settings;

    Builders(BuildWorker worker, BuildSettings settings) {
        this.worker = worker;
        this.settings = settings;
    }

    /// Of this process.
    public BuilderReport report() {
        return worker.report();
    }

    public Limits limits() {
        return new Limits(
                settings.parallel(),
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
