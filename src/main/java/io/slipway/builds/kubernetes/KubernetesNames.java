package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.slipway.builds.worker.BuildClaim;
import io.slipway.builds.worker.BuildJob;
import java.util.Map;
import java.util.TreeMap;

/// By what the objects of a build are found again in the cluster: their name and their labels.
final class KubernetesNames {

    static final String BUILD = "slipway.io/build";
    static final String WORKER = "slipway.io/worker";

    private static final String NAME = "slipway.io/name";
    private static final Map<String, String> EVERY =
            Map.of("app.kubernetes.io/managed-by", "slipway", "app.kubernetes.io/component", "build");

    private KubernetesNames() {}

    /// One for the Job, its Secret and its policy.
    static ObjectMeta of(BuildJob job, String worker) {
        Map<String, String> labels = new TreeMap<>(EVERY);
        labels.put(BUILD, String.valueOf(job.claim().id()));
        labels.put(NAME, job.name());
        labels.put(WORKER, worker);
        return new ObjectMetaBuilder()
                .withName("slipway-build-" + job.name())
                .withLabels(labels)
                .build();
    }

    /// What all builds of one worker have.
    static Map<String, String> ofWorker(String worker) {
        Map<String, String> labels = new TreeMap<>(EVERY);
        labels.put(WORKER, worker);
        return labels;
    }

    /// What all attempts at one build have, whoever made them.
    static Map<String, String> ofBuild(BuildClaim claim) {
        Map<String, String> labels = new TreeMap<>(EVERY);
        labels.put(BUILD, String.valueOf(claim.id()));
        return labels;
    }

    /// Of one attempt.
    static Map<String, String> ofAttempt(ObjectMeta meta) {
        return Map.of(NAME, build(meta.getLabels()));
    }

    /// @return as [BuildJob#name] gives it
    static String build(Map<String, String> labels) {
        return labels.getOrDefault(NAME, "");
    }
}
