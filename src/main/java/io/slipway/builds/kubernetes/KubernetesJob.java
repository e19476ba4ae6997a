package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.slipway.builds.BuildSettings;
import io.slipway.builds.worker.BuildJob;
import io.slipway.builds.worker.GitSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The Job of one build: one pod, one attempt, and no access to the cluster. It is made suspended, so that its Secret
/// and its policy are there before its pod.
@Component
class KubernetesJob {

    private static final long SOMEBODY = 1000;

    /// Of a pod after the build is stopped: whatever runs in it has nothing to tidy up.
    private static final long GRACE_SECONDS = 1;

    /// If nobody deletes it at its end, as this process does.
    private static final int KEPT_SECONDS = 300;

    private final BuildSettings settings;
    private final KubernetesSettings kubernetes;
    private final KubernetesContainers containers;
    private final KubernetesEnvironment environment;

    KubernetesJob(
            BuildSettings settings,
            KubernetesSettings kubernetes,
            KubernetesContainers containers,
            KubernetesEnvironment environment) {
        this.settings = settings;
        this.kubernetes = kubernetes;
        this.containers = containers;
        this.environment = environment;
    }

    /// @param hosts that the pod knows by name
    Job of(BuildJob job, ObjectMeta meta, KubernetesSecret secret, List<KubernetesHost> hosts) {
        return new JobBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withSuspend(true)
                .withParallelism(1)
                .withCompletions(1)
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(settings.timeout().toSeconds())
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(meta.getLabels())
                .endMetadata()
                .withSpec(pod(job, secret, hosts))
                .endTemplate()
                .endSpec()
                .build();
    }

    private PodSpec pod(BuildJob job, KubernetesSecret secret, List<KubernetesHost> hosts) {
        List<Container> phases = Arrays.stream(KubernetesPhase.values())
                .filter(phase -> phase.isIn(job.claim().plan()))
                .map(phase -> container(job, phase, secret))
                .toList();
        PodSpecBuilder pod = new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withHostname("build")
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(SOMEBODY)
                .withRunAsGroup(SOMEBODY)
                .withFsGroup(SOMEBODY)
                .endSecurityContext()
                .withNodeSelector(kubernetes.nodeLabels())
                .withHostAliases(hosts.stream()
                        .flatMap(host -> host.aliases().stream())
                        .distinct()
                        .toList())
                // each waits for the one before it, and sees nothing of its secrets
                .withInitContainers(phases.subList(0, phases.size() - 1))
                .withContainers(phases.getLast())
                .withVolumes(volumes(secret));
        if (kubernetes.egress().isEmpty()) {
            // nobody answers there: what the pod may reach stands in its /etc/hosts
            pod.withDnsPolicy("None")
                    .withNewDnsConfig()
                    .withNameservers("127.0.0.1")
                    .endDnsConfig();
        }
        if (kubernetes.userNamespaces()) {
            pod.withHostUsers(false);
        }
        if (!kubernetes.runtimeClass().isEmpty()) {
            pod.withRuntimeClassName(kubernetes.runtimeClass());
        }
        if (!kubernetes.imagePullSecret().isEmpty()) {
            pod.withImagePullSecrets(new LocalObjectReference(kubernetes.imagePullSecret()));
        }
        return pod.build();
    }

    private Container container(BuildJob job, KubernetesPhase phase, KubernetesSecret secret) {
        if (phase == KubernetesPhase.CLONE) {
            GitSource source = new GitSource(job.claim(), job.checkout());
            return containers.of(phase, source.environment(), source.command());
        }
        return containers.of(phase, environment.of(job, secret.names()), List.of());
    }

    private List<Volume> volumes(KubernetesSecret secret) {
        List<Volume> volumes =
                new ArrayList<>(Stream.of("work", "store").map(this::empty).toList());
        volumes.add(secret.source(KubernetesContainers.volume(KubernetesPhase.CLONE)));
        volumes.add(secret.build(KubernetesContainers.volume(KubernetesPhase.BUILD)));
        volumes.add(secret.registry(KubernetesContainers.volume(KubernetesPhase.PUSH)));
        return volumes;
    }

    private Volume empty(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withSizeLimit(new Quantity(String.valueOf(settings.disk().toBytes())))
                .endEmptyDir()
                .build();
    }
}
