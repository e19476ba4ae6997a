package io.slipway.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The running server of a cluster: it outlives a process that is killed.
record ServerProcess(ProcessHandle handle) {

    private static final Duration SMART_WAIT = Duration.ofSeconds(10);
    private static final Duration FAST_WAIT = Duration.ofMinutes(1);

    static Optional<ServerProcess> find(Path cluster) {
        return pid(cluster.resolve("postmaster.pid"))
                .flatMap(ProcessHandle::of)
                .filter(handle -> belongsTo(cluster, handle))
                .map(ServerProcess::new);
    }

    /// Ends the making of a cluster that outlived the process which began it.
    static void stopInitialisation(Path cluster) {
        ProcessHandle.allProcesses()
                .filter(handle -> handle.info().command().orElse("").endsWith("/initdb"))
                .filter(handle ->
                        List.of(handle.info().arguments().orElse(new String[0])).contains(cluster.toString()))
                .filter(ProcessHandle::destroyForcibly)
                .forEach(handle -> handle.onExit().join());
    }

    void stop() {
        // smart shutdown: ends at once when the connections of the killed process are gone
        handle.destroy();
        if (!endsWithin(SMART_WAIT)) {
            interrupt();
            awaitEnd();
        }
    }

    void awaitEnd() {
        if (!endsWithin(FAST_WAIT)) {
            throw new StartFailure("The embedded PostgreSQL (process " + handle.pid() + ") does not stop");
        }
    }

    private boolean endsWithin(Duration wait) {
        try {
            handle.onExit().get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException still) {
            return !handle.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }

    /// Fast shutdown: disconnects everybody; Java itself cannot send this signal.
    private void interrupt() {
        try {
            new ProcessBuilder("sh", "-c", "kill -INT " + handle.pid()).start().waitFor();
        } catch (IOException failure) {
            throw new StartFailure("Cannot stop the embedded PostgreSQL (process " + handle.pid() + ")", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Long> pid(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst().map(line -> Long.parseLong(line.strip()));
        } catch (IOException | NumberFormatException noServer) {
            return Optional.empty();
        }
    }

    /// Numbers are used again: only a server that works in this folder is ours.
    private static boolean belongsTo(Path cluster, ProcessHandle handle) {
        boolean server = handle.info().command().orElse("").contains("/postgres");
        try {
            return server && Files.isSameFile(Path.of("/proc", Long.toString(handle.pid()), "cwd"), cluster);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
