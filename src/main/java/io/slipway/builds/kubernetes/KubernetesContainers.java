package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.slipway.builds.BuildSettings;
import io.slipway.builds.worker.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// The containers of a build's pod: one of each phase. They run as somebody who is nobody on the node; those that build
/// need what a user namespace needs, and nothing more.
@Component
class KubernetesContainers {

    static final String WORK = "/work";
    static final String STORE = "/store";
    static final String SECRETS = "/secrets";

    /// Where a container leaves its result, or the sentence about its failure.
    static final String RESULT = "/dev/termination-log";

    private static final String SCRIPT = Sandbox.script("pod.sh");

    private final BuildSettings settings;
    private final KubernetesSettings kubernetes;

    KubernetesContainers(BuildSettings settings, KubernetesSettings kubernetes) {
        this.settings = settings;
        this.kubernetes = kubernetes;
    }

    /// @param environment of this phase
    /// @param arguments   of the script, after the phase
    Container of(KubernetesPhase phase, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("bash", "-c", SCRIPT, "pod", phase.container()));
        command.addAll(arguments);
        return new ContainerBuilder()
                .withName(phase.container())
                .withImage(kubernetes.image())
                .withCommand(command.stream().map(KubernetesContainers::literal).toList())
                .withEnv(variables(environment))
                .withVolumeMounts(mounts(phase))
                .withResources(resources())
                .withSecurityContext(security(phase))
                .withTerminationMessagePath(RESULT)
                .withTerminationMessagePolicy("File")
                .build();
    }

    static String volume(KubernetesPhase phase) {
        return switch (phase) {
            case CLONE -> "secrets-of-source";
            case BUILD, TEST -> "secrets-of-build";
            case PULL, PUSH -> "secrets-of-registry";
        };
    }

    private static List<EnvVar> variables(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("POD_WORK", WORK);
        all.put("POD_STORE", STORE);
        all.put("POD_SECRETS", SECRETS);
        all.put("POD_RESULT", RESULT);
        all.put("LC_ALL", "C.UTF-8");
        return all.entrySet().stream()
                .map(variable -> new EnvVar(variable.getKey(), literal(variable.getValue()), null))
                .toList();
    }

    /// The cluster would put values of the environment where it reads `$(NAME)`.
    private static String literal(String text) {
        return text.contains("$(") || text.contains("$$") ? text.replace("$", "$$") : text;
    }

    private static List<VolumeMount> mounts(KubernetesPhase phase) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount("work", WORK, phase != KubernetesPhase.CLONE));
        if (phase != KubernetesPhase.CLONE) {
            mounts.add(mount("store", STORE, false));
        }
        mounts.add(mount(volume(phase), SECRETS, true));
        return mounts;
    }

    private static VolumeMount mount(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly ? true : null)
                .build();
    }

    private ResourceRequirements resources() {
        String memory = String.valueOf(settings.memory().toBytes());
        String disk = String.valueOf(settings.disk().toBytes());
        ResourceRequirementsBuilder resources = new ResourceRequirementsBuilder()
                .addToRequests("memory", new Quantity(memory))
                .addToLimits("memory", new Quantity(memory))
                .addToLimits("ephemeral-storage", new Quantity(disk))
                .addToRequests("ephemeral-storage", new Quantity("0"));
        if (settings.cpu().signum() > 0) {
            resources.addToLimits("cpu", new Quantity(settings.cpu().toPlainString()));
        }
        return resources.build();
    }

    private SecurityContext security(KubernetesPhase phase) {
        SecurityContextBuilder security = new SecurityContextBuilder()
                .withPrivileged(false)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities();
        if (phase == KubernetesPhase.CLONE) {
            return security.withAllowPrivilegeEscalation(false)
                    .withReadOnlyRootFilesystem(true)
                    .withNewSeccompProfile()
                    .withType("RuntimeDefault")
                    .endSeccompProfile()
                    .build();
        }
        // newuidmap and newgidmap have these as capabilities of their files
        security.editCapabilities().withAdd("SETUID", "SETGID").endCapabilities();
        if (kubernetes.seccompProfile().isEmpty()) {
            security.withNewSeccompProfile().withType("Unconfined").endSeccompProfile();
        } else {
            security.withNewSeccompProfile()
                    .withType("Localhost")
                    .withLocalhostProfile(kubernetes.seccompProfile())
                    .endSeccompProfile();
        }
        if (kubernetes.userNamespaces()) {
            security.withProcMount("Unmasked");
        }
        return security.withAllowPrivilegeEscalation(true)
                .withNewAppArmorProfile()
                .withType("Unconfined")
                .endAppArmorProfile()
                .build();
    }
}
