package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/// What a cluster does with a Job: makes its pod when it may run, tells how its containers get on, and deletes the pod
/// after the Job.
final class FakeNode {

    private static final String NOW = "2027-01-01T00:00:00Z";

    private final KubernetesClient client;
    private final String namespace;
    private final List<ContainerStatus> told = new ArrayList<>();

    FakeNode(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /// Waits for a Job that may run.
    Job awaitJob() {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> jobs().stream()
                                .filter(job ->
                                        Boolean.FALSE.equals(job.getSpec().getSuspend()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<Job> jobs() {
        return client.batch().v1().jobs().inNamespace(namespace).list().getItems();
    }

    Pod start(Job job) {
        PodTemplateSpec template = job.getSpec().getTemplate();
        return client.pods()
                .inNamespace(namespace)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(job.getMetadata().getName() + "-x1")
                        .withLabels(template.getMetadata().getLabels())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
    }

    void runs(Pod pod, String container) {
        tell(pod, container, new ContainerStateBuilder().withNewRunning(NOW).build());
    }

    void waits(Pod pod, String container, String reason, String message) {
        tell(
                pod,
                container,
                new ContainerStateBuilder().withNewWaiting(message, reason).build());
    }

    void ends(Pod pod, String container, int code, String message) {
        ContainerState state = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(code == 0 ? "Completed" : "Error")
                .withMessage(message)
                .withStartedAt(NOW)
                .withFinishedAt(NOW)
                .endTerminated()
                .build();
        tell(pod, container, state);
    }

    void status(Pod pod, PodStatus status) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .editStatus(it -> new PodBuilder(it).withStatus(status).build());
    }

    /// As the cluster does once nobody wants the Job.
    void forget(Pod pod) {
        forgetJobs();
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .withGracePeriod(0)
                .delete();
    }

    void forgetJobs() {
        // for it to come at all: how long it takes is no promise of the runner, and machines may be busy
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> jobs().stream().allMatch(FakeNode::isGoing));
        jobs().forEach(job -> client.resource(job).edit(it -> {
            it.getMetadata().setFinalizers(List.of());
            return it;
        }));
    }

    /// As the controller says it which may make no pod.
    void warn(Job job, String message) {
        client.v1()
                .events()
                .inNamespace(namespace)
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName(job.getMetadata().getName() + ".1")
                        .endMetadata()
                        .withInvolvedObject(new ObjectReferenceBuilder()
                                .withKind("Job")
                                .withName(job.getMetadata().getName())
                                .withNamespace(namespace)
                                .build())
                        .withType("Warning")
                        .withReason("FailedCreate")
                        .withMessage(message)
                        .withLastTimestamp(NOW)
                        .build())
                .create();
    }

    static boolean isGoing(Job job) {
        return job.getMetadata().getDeletionTimestamp() != null;
    }

    private void tell(Pod pod, String container, ContainerState state) {
        told.removeIf(status -> status.getName().equals(container));
        told.add(new ContainerStatusBuilder()
                .withName(container)
                .withImage("builder")
                .withImageID("")
                .withReady(false)
                .withRestartCount(0)
                .withState(state)
                .build());
        status(
                pod,
                new PodStatusBuilder()
                        .withPhase("Pending")
                        .withInitContainerStatuses(told.stream()
                                .filter(it -> !it.getName().equals("push"))
                                .toList())
                        .withContainerStatuses(told.stream()
                                .filter(it -> it.getName().equals("push"))
                                .toList())
                        .build());
    }
}
