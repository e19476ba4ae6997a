package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.slipway.builds.worker.BuildFailure;
import io.slipway.builds.worker.BuildReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the cluster says about the pod of a build.
record KubernetesPod(Pod pod) {

    /// With these a container does not start, however long one waits.
    private static final Set<String> HOPELESS = Set.of(
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "CrashLoopBackOff");

    private static final int KILLED = 137;

    String name() {
        return pod.getMetadata().getName();
    }

    boolean isStarted(KubernetesPhase phase) {
        return state(phase)
                .filter(state -> state.getRunning() != null || state.getTerminated() != null)
                .isPresent();
    }

    Optional<ContainerStateTerminated> end(KubernetesPhase phase) {
        return state(phase).map(ContainerState::getTerminated);
    }

    /// Why it does not go on.
    ///
    /// @param patience how long it may wait for a node
    Optional<BuildFailure> obstacle(Instant now, Duration patience) {
        return Stream.of(refused(), hopeless(), unschedulable(now, patience))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// Why a phase failed; empty when that is in what it said itself.
    static Optional<BuildFailure> failure(ContainerStateTerminated end) {
        boolean killed = "OOMKilled".equals(end.getReason()) || code(end) == KILLED;
        return killed
                ? Optional.of(new BuildFailure(BuildReason.MEMORY, "the build used more memory than it may"))
                : Optional.empty();
    }

    static int code(ContainerStateTerminated end) {
        return Objects.requireNonNullElse(end.getExitCode(), 0);
    }

    /// By the node, which ends a pod that writes too much or for its own need.
    private Optional<BuildFailure> refused() {
        String reason = text(status().getReason());
        String message = text(status().getMessage());
        return switch (reason) {
            case "Evicted" -> {
                boolean disk =
                        message.contains("ephemeral") || message.contains("EmptyDir") || message.contains("emptyDir");
                yield Optional.of(
                        disk
                                ? new BuildFailure(BuildReason.DISK, "the build wrote more than it may: " + message)
                                : internal("the node sent the build away: " + message));
            }
            case "DeadlineExceeded" -> Optional.of(new BuildFailure(BuildReason.TIME, "the build took too long"));
            case "NodeLost", "NodeShutdown", "Shutdown", "Terminated", "Preempting" ->
                Optional.of(internal("the node of the build is gone: " + message));
            default -> Optional.empty();
        };
    }

    private Optional<BuildFailure> hopeless() {
        return statuses()
                .map(ContainerStatus::getState)
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting != null && HOPELESS.contains(text(waiting.getReason())))
                .map(KubernetesPod::sentence)
                .map(KubernetesPod::internal)
                .findFirst();
    }

    private Optional<BuildFailure> unschedulable(Instant now, Duration patience) {
        return status().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && since(condition).plus(patience).isBefore(now))
                .map(condition -> internal("no node of the cluster takes the build: " + text(condition.getMessage())))
                .findFirst();
    }

    private Instant since(PodCondition condition) {
        return Instant.parse(Objects.requireNonNullElse(
                condition.getLastTransitionTime(), pod.getMetadata().getCreationTimestamp()));
    }

    private Optional<ContainerState> state(KubernetesPhase phase) {
        return statuses()
                .filter(status -> phase.container().equals(status.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private Stream<ContainerStatus> statuses() {
        return Stream.concat(status().getInitContainerStatuses().stream(), status().getContainerStatuses().stream())
                .filter(status -> status.getState() != null);
    }

    /// One that nothing has looked at yet has none.
    private PodStatus status() {
        return Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    }

    private static String sentence(ContainerStateWaiting waiting) {
        return "the cluster cannot start the builder: " + text(waiting.getReason()) + ": " + text(waiting.getMessage());
    }

    private static BuildFailure internal(String sentence) {
        return new BuildFailure(BuildReason.INTERNAL, sentence);
    }

    private static String text(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
