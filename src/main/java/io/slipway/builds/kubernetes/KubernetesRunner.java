package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.builds.BuildSettings;
import io.slipway.builds.BuildSettings.Runner;
import io.slipway.builds.worker.BuildFailure;
import io.slipway.builds.worker.BuildJob;
import io.slipway.builds.worker.BuildReason;
import io.slipway.builds.worker.BuildRunner;
import io.slipway.builds.worker.GitSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Builds in a cluster: one Job for each build, with its own Secret and its own policy of the network.
@Component
class KubernetesRunner implements BuildRunner {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesRunner.class);

    private static final Duration END = Duration.ofSeconds(10);

    private final BuildSettings settings;
    private final KubernetesSettings kubernetes;
    private final KubernetesCluster cluster;
    private final KubernetesJob jobs;
    private final KubernetesPolicy policies;
    private final KubernetesParts parts;

    KubernetesRunner(
            BuildSettings settings,
            KubernetesSettings kubernetes,
            KubernetesCluster cluster,
            KubernetesJob jobs,
            KubernetesPolicy policies,
            KubernetesParts parts) {
        this.settings = settings;
        this.kubernetes = kubernetes;
        this.cluster = cluster;
        this.jobs = jobs;
        this.policies = policies;
        this.parts = parts;
    }

    @Override
    public Runner kind() {
        return Runner.KUBERNETES;
    }

    @Override
    public List<String> obstacles() {
        return parts.check().obstacles();
    }

    @Override
    public String run(BuildJob job) {
        ObjectMeta meta = KubernetesNames.of(job, kubernetes.worker());
        try {
            forget(KubernetesNames.ofBuild(job.claim()));
            start(job, meta);
            return new KubernetesRun(job, meta, cluster, kubernetes.patience(), parts.clock()).follow();
        } catch (KubernetesClientException e) {
            throw new BuildFailure(BuildReason.INTERNAL, KubernetesCheck.sentence(e));
        } finally {
            end(meta);
        }
    }

    @Override
    public List<String> clean() throws IOException {
        if (kubernetes.image().isEmpty()) {
            return List.of();
        }
        try {
            return forget(KubernetesNames.ofWorker(kubernetes.worker()));
        } catch (KubernetesClientException e) {
            throw new IOException(KubernetesCheck.sentence(e), e);
        }
    }

    private void start(BuildJob job, ObjectMeta meta) {
        URI address = settings.registry()
                .orElseThrow(() -> new BuildFailure(BuildReason.INTERNAL, KubernetesCheck.NO_REGISTRY));
        KubernetesHost registry = KubernetesHost.ofRegistry(address);
        KubernetesHost source = KubernetesHost.ofSource(job.checkout().url());
        KubernetesSecret secret = new KubernetesSecret(
                meta,
                new GitSource(job.claim(), job.checkout()).secrets(),
                parts.buildah().authfile(job.credential()),
                job.checkout());
        job.stop().check();
        Job made = cluster.create(jobs.of(job, meta, secret, List.of(registry, source)));
        cluster.create(made, meta, secret::secret);
        cluster.create(made, meta, owned -> policies.of(owned, registry, source));
        job.stop().check();
        cluster.resume(meta.getName());
    }

    /// Of workers that died; nothing of them pushes any more when this returns.
    ///
    /// @return names of their builds
    private List<String> forget(Map<String, String> labels) {
        return cluster.list(labels).stream()
                .map(Job::getMetadata)
                .map(left -> {
                    end(left);
                    return KubernetesNames.build(left.getLabels());
                })
                .toList();
    }

    /// The pod has a second; what is not gone by then, the cluster goes on to delete.
    private void end(ObjectMeta meta) {
        try {
            cluster.delete(meta.getName());
            long end = System.nanoTime() + END.toNanos();
            while (cluster.pod(KubernetesNames.ofAttempt(meta)).isPresent() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (KubernetesClientException e) {
            LOG.warn("the Job {} is not deleted: {}", meta.getName(), KubernetesCheck.sentence(e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
