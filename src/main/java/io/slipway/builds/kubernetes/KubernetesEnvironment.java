package io.slipway.builds.kubernetes;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSettings;
import io.slipway.builds.worker.BuildJob;
import io.slipway.builds.worker.RegistryAddress;
import io.slipway.oci.Tag;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What `pod.sh` is told about a build. No secret is among it.
@Component
class KubernetesEnvironment {

    private final BuildSettings settings;
    private final RegistryAddress registry;
    private final Clock clock;

    KubernetesEnvironment(BuildSettings settings, RegistryAddress registry, Clock clock) {
        this.settings = settings;
        this.registry = registry;
        this.clock = clock;
    }

    /// @param secrets names, in the order of their files
    Map<String, String> of(BuildJob job, List<String> secrets) {
        BuildPlan plan = job.claim().plan();
        Map<String, String> all = new HashMap<>();
        all.put("POD_DOCKERFILE", plan.dockerfile());
        all.put("POD_CONTEXT", plan.context());
        all.put("POD_TARGET", plan.target());
        all.put("POD_TEST_TARGET", plan.testTarget());
        all.put("POD_SOURCE", job.checkout().url());
        all.put("POD_CREATED", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put("POD_REPOSITORY", job.repository().value());
        all.put("POD_TAGS", job.claim().tags().stream().map(Tag::value).collect(Collectors.joining(" ")));
        all.put("POD_REGISTRY", registry.authority());
        all.put("POD_REGISTRY_NAMES", String.join(" ", registry.names()));
        all.put("POD_VERIFY", String.valueOf(registry.isEncrypted()));
        all.put("POD_PLAIN", String.valueOf(!registry.isEncrypted()));
        all.put("POD_SHORT_NAMES", settings.shortNames());
        all.put("POD_PROCESSES", String.valueOf(settings.processes()));
        all.put(
                "POD_NETWORK",
                switch (settings.network()) {
                    case NONE -> "none";
                    // that of the pod, which reaches what its policy lets it
                    case OPEN -> "host";
                });
        List<String> arguments = new TreeMap<>(plan.arguments())
                .entrySet().stream()
                        .map(argument -> argument.getKey() + "=" + argument.getValue())
                        .toList();
        number(all, "POD_ARGUMENT", arguments);
        number(all, "POD_BUILD_SECRET", secrets);
        return all;
    }

    /// `NAMES=2`, `NAME_1`, `NAME_2`: values may have line ends.
    private static void number(Map<String, String> all, String name, List<String> values) {
        all.put(name + "S", String.valueOf(values.size()));
        for (int i = 0; i < values.size(); i++) {
            all.put(name + "_" + (i + 1), values.get(i));
        }
    }
}
