package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.client.http.HttpResponse;
import io.slipway.builds.worker.BuildLog;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows what one container says into the log of the build.
final class KubernetesLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesLog.class);

    private static final Duration REST = Duration.ofSeconds(5);

    private final CompletableFuture<HttpResponse<InputStream>> answer;
    private final BuildLog log;
    private final Thread follower;
    private volatile boolean unwanted;

    private KubernetesLog(CompletableFuture<HttpResponse<InputStream>> answer, String container, BuildLog log) {
        this.answer = answer;
        this.log = log;
        this.follower = Thread.ofVirtual().name("log of " + container).unstarted(this::copy);
    }

    static KubernetesLog follow(KubernetesCluster cluster, String pod, KubernetesPhase phase, BuildLog log) {
        var answer = cluster.log(pod, phase.container());
        KubernetesLog following = new KubernetesLog(answer, pod + " " + phase.container(), log);
        following.follower.start();
        return following;
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
        unwanted = true;
        // an answer that did not come yet is closed when it comes
        answer.thenAccept(came -> closeQuietly(came.body()));
        finish();
    }

    private void copy() {
        try {
            HttpResponse<InputStream> came = answer.join();
            try (InputStream said = came.body()) {
                if (!came.isSuccessful()) {
                    throw new IOException("status " + came.code());
                }
                log.copy(said);
            }
        } catch (IOException | CompletionException failure) {
            if (!unwanted) {
                log.add("(the rest of this is not known: the cluster's answer ended: " + failure.getMessage() + ")");
            }
        }
    }

    private static void closeQuietly(InputStream said) {
        try {
            said.close();
        } catch (IOException failure) {
            LOG.debug("the cluster's answer", failure);
        }
    }
}
