package io.slipway.builds.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.slipway.builds.worker.BuildJob;
import io.slipway.builds.worker.BuildahCommands;
import io.slipway.builds.worker.GitSource;
import io.slipway.builds.worker.Sandbox;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What a build is in the cluster: a pod that may do little, sees little and reaches little.
@Tag("F10")
class KubernetesObjectsModuleTest extends KubernetesBase {

    @Autowired
    KubernetesJob jobs;

    @Autowired
    KubernetesPolicy policies;

    @Autowired
    BuildahCommands buildah;

    private ObjectMeta meta;
    private Job job;
    private Secret secret;
    private NetworkPolicy policy;

    @BeforeEach
    void makeThem() throws Exception {
        BuildJob build = job();
        meta = KubernetesNames.of(build, "slipway-0");
        KubernetesSecret files = new KubernetesSecret(
                meta,
                new GitSource(build.claim(), build.checkout()).secrets(),
                buildah.authfile(build.credential()),
                build.checkout());
        KubernetesHost registry =
                new KubernetesHost("registry.example.org", 5000, List.of(InetAddress.ofLiteral("192.0.2.20")));
        KubernetesHost source =
                new KubernetesHost("git.example.org", 443, List.of(InetAddress.ofLiteral("192.0.2.10")));
        job = jobs.of(build, meta, files, List.of(registry, source));
        secret = files.secret(meta);
        policy = policies.of(meta, registry, source);
    }

    @Test
    void isOneAttemptOfNobodyWithoutAccessToTheCluster() {
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getSuspend()).isTrue();
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(3600);
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(300);
        PodSpec pod = pod();
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(1);
        assertThat(pod.getServiceAccountName()).isNull();
        assertThat(Stream.of(pod.getHostNetwork(), pod.getHostPID(), pod.getHostIPC()))
                .containsOnlyNulls();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(1000);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getDnsPolicy()).isEqualTo("None");
        assertThat(pod.getHostAliases())
                .extracting(HostAlias::getIp, HostAlias::getHostnames)
                .containsExactly(
                        tuple("192.0.2.20", List.of("registry.example.org")),
                        tuple("192.0.2.10", List.of("git.example.org")));
        assertThat(containers())
                .extracting(Container::getName)
                .containsExactly("clone", "pull", "build", "test", "push");
    }

    @Test
    @Tag("F11")
    void holdsEachContainerToItsLimitsAndTheCloneToNoRightsAtAll() {
        assertThat(containers()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getPrivileged()).isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits().get("memory").getNumericalAmount())
                    .isEqualByComparingTo("536870912");
            assertThat(container
                            .getResources()
                            .getLimits()
                            .get("ephemeral-storage")
                            .getNumericalAmount())
                    .isEqualByComparingTo("1073741824");
            assertThat(container.getResources().getLimits().get("cpu")).hasToString("1.5");
        });
        assertThat(containers().stream().skip(1))
                .allSatisfy(container -> assertThat(
                                container.getSecurityContext().getCapabilities().getAdd())
                        .containsExactly("SETUID", "SETGID"));
        Container clone = containers().getFirst();
        assertThat(clone.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(clone.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(clone.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod().getVolumes())
                .filteredOn(volume -> volume.getEmptyDir() != null)
                .hasSize(2)
                .allSatisfy(
                        volume -> assertThat(volume.getEmptyDir().getSizeLimit().getNumericalAmount())
                                .isEqualByComparingTo("1073741824"));
    }

    @Test
    @Tag("F13")
    void showsEachContainerOnlyTheSecretsOfItsPhase() {
        assertThat(files("clone")).containsExactlyInAnyOrder("gitconfig", "known_hosts");
        assertThat(files("pull")).containsExactly("auth.json");
        assertThat(files("build")).containsExactly("build-1", "build-2");
        assertThat(files("test")).containsExactly("build-1", "build-2");
        assertThat(files("push")).containsExactly("auth.json");
        assertThat(secret.getStringData()).containsEntry("build-1", "s3cond").containsEntry("build-2", "sesame");
        assertThat(variable("build", "POD_BUILD_SECRET_1")).isEqualTo("..other");
        assertThat(variable("build", "POD_BUILD_SECRET_2")).isEqualTo("api.key");
        assertThat(job.toString()).doesNotContain("sesame", "s3cond", "token-of-git", "slb_secret");
        assertThat(pod().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getDefaultMode())
                .containsOnly(0400);
    }

    @Test
    void keepsTextsFromOutsideAsTheyAre() {
        // two dollars are one for the cluster
        assertThat(variable("build", "POD_ARGUMENT_1")).isEqualTo("TEXT=two\nlines, $$(date) and $$$$");
        assertThat(variable("build", "POD_ARGUMENT_2")).isEqualTo("WHO=world");
        assertThat(containers().get(2).getCommand().get(2).replace("$$", "$")).isEqualTo(Sandbox.script("pod.sh"));
    }

    @Test
    void reachesTheRegistryAndTheGitServerAndNothingElse() {
        assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                .containsExactly(
                        java.util.Map.entry("slipway.io/build", meta.getLabels().get("slipway.io/build")));
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getEgress()).hasSize(3).allSatisfy(rule -> {
            assertThat(rule.getTo()).hasSize(1);
            assertThat(rule.getPorts()).hasSize(1);
        });
        assertThat(policy.getSpec().getEgress())
                .filteredOn(rule -> rule.getTo().getFirst().getIpBlock() != null)
                .extracting(
                        rule -> rule.getTo().getFirst().getIpBlock().getCidr(),
                        rule -> rule.getPorts().getFirst().getPort().getIntVal())
                .containsExactly(tuple("192.0.2.20/32", 5000), tuple("192.0.2.10/32", 443));
    }

    @Test
    void hasNoFieldThatTheApiDoesNotKnow() {
        for (HasMetadata each : List.of(job, secret, policy)) {
            client.resource(each)
                    .inNamespace("builds")
                    .fieldValidation(Validation.STRICT)
                    .create();
            client.resource(each).inNamespace("builds").delete();
        }
    }

    private PodSpec pod() {
        return job.getSpec().getTemplate().getSpec();
    }

    private List<Container> containers() {
        return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream())
                .toList();
    }

    private Container container(String name) {
        return containers().stream()
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> files(String container) {
        List<String> mounted = container(container).getVolumeMounts().stream()
                .map(VolumeMount::getName)
                .toList();
        return pod().getVolumes().stream()
                .filter(volume -> mounted.contains(volume.getName()) && volume.getSecret() != null)
                .map(Volume::getSecret)
                .flatMap(volume -> volume.getItems().stream())
                .map(item -> item.getPath())
                .toList();
    }

    private String variable(String container, String name) {
        return container(container).getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }
}
