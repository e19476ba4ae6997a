package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import io.slipway.work.Command;
import io.slipway.work.CommandLine;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// `java -jar slipway.jar worker`: builds what the servers of the same database queue, and does nothing else. Its role
/// there needs to see builds only (`slipway.builds.database-role`).
@Component
class WorkerCommand implements Command {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerCommand.class);

    private static final int PAUSE_MILLIS = 500;

    private final BuildWorker worker;
    private final BuildSettings settings;
    private final RegistryAddress registry;

    WorkerCommand(BuildWorker worker, BuildSettings settings, RegistryAddress registry) {
        this.worker = worker;
        this.settings = settings;
        this.registry = registry;
    }

    @Override
    public String name() {
        return CommandLine.WORKER;
    }

    /// Until the process is told to end: what it builds then goes back into the queue.
    @Override
    public int run(List<String> options, PrintStream out) {
        if (!options.isEmpty()) {
            out.println("worker takes settings only, not " + String.join(" ", options));
            return CommandLine.CANNOT_RUN;
        }
        if (!settings.builds()) {
            out.println("worker has nothing to do: slipway.builds.worker is false, or slipway.builds.runner is none");
            return CommandLine.CANNOT_RUN;
        }
        if (registry.elsewhere().isEmpty()) {
            out.println("worker has to know the registry: set slipway.public-url or slipway.builds.registry");
            return CommandLine.CANNOT_RUN;
        }
        worker.start();
        while (worker.isRunning()) {
            tick();
            pause();
        }
        return 0;
    }

    private void tick() {
        try {
            worker.tick();
        } catch (RuntimeException e) {
            LOG.error("the queue of builds is asked again in a moment", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
