package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.slipway.builds.BuildPlan;
import io.slipway.builds.worker.BuildFailure;
import io.slipway.builds.worker.BuildJob;
import io.slipway.builds.worker.BuildReason;
import io.slipway.builds.worker.BuildStopped;
import io.slipway.builds.worker.GitSource;
import io.slipway.builds.worker.GitSource.Commit;
import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One build whose Job is in the cluster: watches its pod from phase to phase.
final class KubernetesRun {

    private static final int PAUSE_MILLIS = 250;

    private final BuildJob job;
    private final ObjectMeta meta;
    private final KubernetesCluster cluster;
    private final Duration patience;
    private final Clock clock;
    private final Instant begin;

    KubernetesRun(BuildJob job, ObjectMeta meta, KubernetesCluster cluster, Duration patience, Clock clock) {
        this.job = job;
        this.meta = meta;
        this.cluster = cluster;
        this.patience = patience;
        this.clock = clock;
        this.begin = clock.instant();
    }

    /// @return the digest of what was pushed
    /// @throws BuildFailure when it cannot be built
    /// @throws BuildStopped when it was stopped meanwhile
    String follow() {
        String digest = "";
        for (KubernetesPhase phase : KubernetesPhase.values()) {
            if (phase.isIn(job.claim().plan())) {
                digest = follow(phase);
            }
        }
        try {
            return Digest.parse(digest.strip()).toString();
        } catch (OciException e) {
            throw new BuildFailure(BuildReason.PUSH, "the builder did not say what it pushed");
        }
    }

    /// @return its result
    private String follow(KubernetesPhase phase) {
        KubernetesPod pod = await(phase);
        if (changes(phase)) {
            job.proceed(phase.state());
        }
        job.log().phase(title(phase));
        try (KubernetesLog log = KubernetesLog.follow(cluster, pod.name(), phase, job.log())) {
            ContainerStateTerminated end = awaitEnd(phase);
            log.finish();
            job.stop().check();
            String result = Objects.requireNonNullElse(end.getMessage(), "");
            if (KubernetesPod.code(end) != 0) {
                throw failure(phase, end, result);
            }
            if (phase == KubernetesPhase.CLONE) {
                job.work().setCommit(job.claim(), commit(result));
            }
            return result;
        }
    }

    /// The queue says CLONING when it hands out a build, and bases belong to the build.
    private static boolean changes(KubernetesPhase phase) {
        return switch (phase) {
            case CLONE, BUILD -> false;
            case PULL, TEST, PUSH -> true;
        };
    }

    private KubernetesPod await(KubernetesPhase phase) {
        while (true) {
            Optional<KubernetesPod> pod = look();
            if (pod.filter(it -> it.isStarted(phase)).isPresent()) {
                return pod.get();
            }
            pause();
        }
    }

    private ContainerStateTerminated awaitEnd(KubernetesPhase phase) {
        while (true) {
            Optional<ContainerStateTerminated> end = look().flatMap(pod -> pod.end(phase));
            if (end.isPresent()) {
                return end.get();
            }
            pause();
        }
    }

    /// @throws BuildFailure when the cluster will not go on with it
    private Optional<KubernetesPod> look() {
        job.stop().check();
        Optional<KubernetesPod> pod =
                cluster.pod(KubernetesNames.ofAttempt(meta)).map(KubernetesPod::new);
        pod.flatMap(it -> it.obstacle(clock.instant(), patience)).ifPresent(failure -> {
            throw failure;
        });
        if (pod.isEmpty()) {
            requireJob();
        }
        return pod;
    }

    /// A Job without a pod: it has none yet, may have none, or had one.
    private void requireJob() {
        Job found =
                cluster.find(meta.getName()).orElseThrow(() -> internal("somebody deleted the Job " + meta.getName()));
        List<JobCondition> conditions =
                found.getStatus() == null ? List.of() : found.getStatus().getConditions();
        for (JobCondition condition : conditions) {
            if ("Failed".equals(condition.getType()) && "True".equals(condition.getStatus())) {
                throw "DeadlineExceeded".equals(condition.getReason())
                        ? new BuildFailure(BuildReason.TIME, "the build took too long")
                        : internal("the pod of the build is gone: " + condition.getMessage());
            }
        }
        if (Duration.between(begin, clock.instant()).compareTo(patience) > 0) {
            throw internal("the cluster makes no pod for the build"
                    + cluster.warning("Job", meta.getName())
                            .map(why -> ": " + why)
                            .orElse(""));
        }
    }

    private BuildFailure failure(KubernetesPhase phase, ContainerStateTerminated end, String said) {
        return KubernetesPod.failure(end)
                .or(() -> ownWords(KubernetesPod.code(end), said))
                .orElseGet(() -> switch (phase) {
                    case CLONE -> new GitSource(job.claim(), job.checkout()).failure(KubernetesPod.code(end));
                    case PULL -> new BuildFailure(BuildReason.BASE_IMAGE, "the base images cannot be pulled");
                    case BUILD -> new BuildFailure(BuildReason.STEP, "a step of the Dockerfile failed");
                    case TEST -> new BuildFailure(BuildReason.TEST, "the test stage failed");
                    case PUSH -> new BuildFailure(BuildReason.PUSH, "the registry did not take the image");
                });
    }

    /// What `pod.sh` refuses, by its codes.
    private static Optional<BuildFailure> ownWords(int code, String said) {
        return switch (code) {
            case 30 -> Optional.of(new BuildFailure(BuildReason.PATH, said.strip()));
            case 31 -> Optional.of(new BuildFailure(BuildReason.DOCKERFILE, said.strip()));
            case 32 -> Optional.of(new BuildFailure(BuildReason.BASE_IMAGE, said.strip()));
            default -> Optional.empty();
        };
    }

    private Commit commit(String result) {
        return GitSource.parse(result)
                .orElseThrow(() -> new BuildFailure(BuildReason.CLONE, "the clone did not say which commit it has"));
    }

    private String title(KubernetesPhase phase) {
        BuildPlan plan = job.claim().plan();
        return switch (phase) {
            case CLONE -> "Clone " + job.checkout().url();
            case PULL -> "Pull base images";
            case BUILD -> "Build " + plan.dockerfile() + (plan.target().isEmpty() ? "" : ", stage " + plan.target());
            case TEST -> "Test stage " + plan.testTarget();
            case PUSH -> "Push " + job.repository().value();
        };
    }

    private static BuildFailure internal(String sentence) {
        return new BuildFailure(BuildReason.INTERNAL, sentence);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new BuildStopped();
        }
    }
}
