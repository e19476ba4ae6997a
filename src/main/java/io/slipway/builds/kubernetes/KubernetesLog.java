package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.slipway.builds.worker.BuildLog;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what one container says into the log of the build.
final class KubernetesLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesLog.class);

    private static final Duration REST = Duration.ofSeconds(5);

    private final LogWatch watch;
    private final Thread follower;

    private KubernetesLog(LogWatch watch, Thread follower) {
        this.watch = watch;
        this.follower = follower;
    }

    static KubernetesLog follow(KubernetesCluster cluster, String pod, KubernetesPhase phase, BuildLog log) {
        LogWatch watch = cluster.log(pod, phase.container());
        Thread follower = Thread.ofVirtual()
                .name("log of " + pod + " " + phase.container())
                .start(() -> copy(watch, log));
        return new KubernetesLog(watch, follower);
    }

    /// Waits for what was said before the container ended.
    void finish() {
        try {
            if (!follower.join(REST)) {
                LOG.warn("{} did not end", follower.getName());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watch.close();
        finish();
    }

    private static void copy(LogWatch watch, BuildLog log) {
        try (InputStream said = watch.getOutput()) {
            log.copy(said);
        } catch (IOException | KubernetesClientException e) {
            log.add("(the rest of this is not known: the cluster's answer ended: " + e.getMessage() + ")");
        }
    }
}
