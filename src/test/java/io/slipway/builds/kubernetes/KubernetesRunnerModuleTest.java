package io.slipway.builds.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.mockwebserver.dsl.TimesOnceableOrHttpHeaderable;
import io.slipway.builds.worker.BuildFailure;
import io.slipway.builds.worker.BuildJob;
import io.slipway.builds.worker.BuildReason;
import io.slipway.builds.worker.BuildStopped;
import io.slipway.builds.worker.Checkout;
import io.slipway.builds.worker.Checkout.Auth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A build from its Job to its end, with this test as the cluster's controllers and its node.
class KubernetesRunnerModuleTest extends KubernetesBase {

    private CompletableFuture<String> result;

    @Test
    void followsThePodFromTheCloneToThePushAndLeavesNothing() throws Exception {
        BuildJob build = job();
        Job made = start(build);
        Pod pod = node.start(made);
        say(pod, "STEP 1/2: FROM scratch\nthe key is sesame\n");
        node.runs(pod, "clone");
        node.ends(pod, "clone", 0, COMMIT + "\nFirst\nAnn\n");
        node.runs(pod, "pull");
        awaitState("BUILDING");
        node.ends(pod, "pull", 0, "");
        node.ends(pod, "build", 0, "");
        node.runs(pod, "test");
        awaitState("TESTING");
        node.ends(pod, "test", 0, "");
        node.runs(pod, "push");
        awaitState("PUSHING");
        node.ends(pod, "push", 0, DIGEST);
        node.forget(pod);

        assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo(DIGEST);
        build.log().close();
        assertThat(node.jobs()).isEmpty();
        assertThat(commit()).isEqualTo(COMMIT + " First Ann");
        assertThat(log()).contains("==> Clone https://192.0.2.10/acme/app.git", "==> Test stage check", "==> Push ");
        if (!isReal()) {
            assertThat(log()).contains("STEP 1/2: FROM scratch\nthe key is ***\n");
        }
    }

    @Test
    void givesThePodItsSecretsAndItsPolicyBeforeItMayRun() throws Exception {
        BuildJob build = job();
        Job made = start(build);
        String name = made.getMetadata().getName();
        Secret secret = client.secrets().inNamespace("builds").withName(name).get();
        assertThat(secret.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner ->
                        assertThat(owner.getUid()).isEqualTo(made.getMetadata().getUid()));
        assertThat(client.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace("builds")
                        .withName(name)
                        .get())
                .isNotNull();
        build.stop().stop(BuildReason.ASKED);
        assertThatThrownBy(result::join).hasCauseInstanceOf(BuildStopped.class);
    }

    @Test
    void endsAllWithinTwoSecondsOfACancel() {
        BuildJob build = job();
        Pod pod = node.start(start(build));
        say(pod, "");
        node.runs(pod, "clone");
        Instant asked = Instant.now();
        build.stop().stop(BuildReason.ASKED);
        node.forget(pod);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThatThrownBy(result::join).hasCauseInstanceOf(BuildStopped.class);
        assertThat(node.jobs()).isEmpty();
    }

    @Test
    void tellsWhyAPhaseFailed() {
        fails("clone", 21, "", BuildReason.COMMIT_MISSING, "no branch main");
        fails("clone", 22, "", BuildReason.LFS, "LFS");
        fails("pull", 30, "the path x leads out of the repository", BuildReason.PATH, "leads out");
        fails("pull", 31, "no build gets what RUN --network=host asks for", BuildReason.DOCKERFILE, "--network");
        fails("pull", 32, "the base image x cannot be pulled", BuildReason.BASE_IMAGE, "base image x");
        fails("build", 1, "", BuildReason.STEP, "step");
        fails("build", 137, "", BuildReason.MEMORY, "memory");
        fails("test", 1, "", BuildReason.TEST, "test stage");
        fails("push", 125, "", BuildReason.PUSH, "did not take");
        fails("push", 0, "no digest", BuildReason.PUSH, "did not say");
    }

    @Test
    void tellsWhatTheClusterLacks() {
        Pod image = node.start(start(job()));
        node.waits(image, "clone", "ImagePullBackOff", "no such image");
        fails(image, BuildReason.INTERNAL, "ImagePullBackOff: no such image");

        Pod evicted = node.start(start(job()));
        node.status(
                evicted,
                new PodStatusBuilder()
                        .withPhase("Failed")
                        .withReason("Evicted")
                        .withMessage("Usage of EmptyDir volume \"store\" exceeds the limit \"1Gi\".")
                        .build());
        fails(evicted, BuildReason.DISK, "exceeds the limit");

        Pod unplaced = node.start(start(job()));
        node.status(
                unplaced,
                new PodStatusBuilder()
                        .withPhase("Pending")
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage("0/3 nodes are available")
                        .withLastTransitionTime("2020-01-01T00:00:00Z")
                        .endCondition()
                        .build());
        fails(unplaced, BuildReason.INTERNAL, "0/3 nodes are available");
    }

    @Test
    void endsABuildForWhichTheClusterMakesNoPod() {
        Job made = start(job());
        node.warn(made, "pods \"x\" is forbidden: exceeded quota: compute");
        assertThatThrownBy(result::join).rootCause().hasMessageContaining("exceeded quota: compute");
    }

    @Test
    void refusesSourcesAtTheNodesOwnAddresses() {
        for (String url : List.of("http://169.254.169.254/x", "ssh://git@127.0.0.1/x", "git@[::1]:x")) {
            Checkout checkout = new Checkout(url, Auth.NONE, "", "", List.of(), Map.of());
            assertThatThrownBy(() -> runner.run(job(checkout)))
                    .isInstanceOfSatisfying(
                            BuildFailure.class, e -> assertThat(e.reason()).isEqualTo(BuildReason.CLONE));
        }
        assertThat(node.jobs()).isEmpty();
    }

    @Test
    void clearsAwayWhatAnEarlierProcessLeft() throws Exception {
        BuildJob lost = job();
        start(lost);
        CompletableFuture<List<String>> cleaned = CompletableFuture.supplyAsync(() -> {
            try {
                return runner.clean();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        node.forgetJobs();
        assertThat(cleaned.get(20, TimeUnit.SECONDS)).containsExactly(lost.name());
        assertThatThrownBy(result::join).rootCause().hasMessageContaining("deleted the Job");
    }

    @Test
    void tellsWhichRightsTheServiceAccountLacks() {
        if (isReal()) {
            assertThat(runner.obstacles()).isEmpty();
            return;
        }
        answerReviews(false).once();
        answerReviews(true).always();
        assertThat(runner.obstacles())
                .containsExactly("the service account may not create jobs in the namespace builds");
    }

    private TimesOnceableOrHttpHeaderable<Void> answerReviews(boolean allowed) {
        return mock.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
                .andReturn(
                        201,
                        new SelfSubjectAccessReviewBuilder()
                                .withNewStatus()
                                .withAllowed(allowed)
                                .endStatus()
                                .build());
    }

    private Job start(BuildJob build) {
        result = CompletableFuture.supplyAsync(
                () -> runner.run(build), task -> Thread.ofVirtual().start(task));
        return node.awaitJob();
    }

    private void fails(String phase, int code, String said, BuildReason reason, String sentence) {
        jdbc.sql("DELETE FROM builds.build").update();
        Pod pod = node.start(start(job()));
        say(pod, "");
        for (String before : List.of("clone", "pull", "build", "test", "push")) {
            if (before.equals(phase)) {
                node.ends(pod, phase, code, said);
                break;
            }
            node.ends(pod, before, 0, before.equals("clone") ? COMMIT + "\nFirst\nAnn\n" : "");
        }
        fails(pod, reason, sentence);
    }

    private void fails(Pod pod, BuildReason reason, String sentence) {
        node.forget(pod);
        assertThatThrownBy(result::join)
                .cause()
                .hasMessageContaining(sentence)
                .isInstanceOfSatisfying(
                        BuildFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /// What its containers say, whatever they are.
    private void say(Pod pod, String text) {
        for (KubernetesPhase phase : KubernetesPhase.values()) {
            mock.expect()
                    .get()
                    .withPath("/api/v1/namespaces/builds/pods/"
                            + pod.getMetadata().getName() + "/log?pretty=false&container=" + phase.container()
                            + "&follow=true")
                    .andReturn(200, text)
                    .always();
        }
    }

    private void awaitState(String state) {
        Awaitility.await()
                .until(() -> jdbc.sql("SELECT state FROM builds.build")
                        .query(String.class)
                        .single()
                        .equals(state));
    }

    private String commit() {
        return jdbc.sql("SELECT commit_id || ' ' || title || ' ' || author FROM builds.build")
                .query(String.class)
                .single();
    }

    private String log() {
        return String.join(
                "",
                jdbc.sql("SELECT text FROM builds.log ORDER BY first_line")
                        .query(String.class)
                        .list());
    }
}
