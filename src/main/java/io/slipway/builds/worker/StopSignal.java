package io.slipway.builds.worker;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ends a build from outside: whatever process it has is killed, and it starts no other.
public final class StopSignal {

    private @Nullable Process process;
    private @Nullable BuildReason reason;
    private boolean stopped;

    /// The first reason counts.
    public void stop(BuildReason why) {
        stop(Optional.of(why));
    }

    /// Somebody else is to build it.
    void giveUp() {
        stop(Optional.empty());
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /// Empty for one that goes back into the queue.
    synchronized Optional<BuildReason> reason() {
        return Optional.ofNullable(reason);
    }

    /// @throws BuildStopped after a stop
    public synchronized void check() {
        if (stopped) {
            throw new BuildStopped();
        }
    }

    /// From now on this is what a stop kills.
    synchronized void guard(Process started) {
        process = started;
        if (stopped) {
            kill(started);
        }
    }

    /// Its output is read to the end all the same.
    private static void kill(Process process) {
        process.toHandle().destroyForcibly();
    }

    private synchronized void stop(Optional<BuildReason> why) {
        if (stopped) {
            return;
        }
        stopped = true;
        reason = why.orElse(null);
        if (process != null) {
            kill(process);
        }
    }
}
