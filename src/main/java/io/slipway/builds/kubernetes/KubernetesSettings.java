package io.slipway.builds.kubernetes;

import io.slipway.work.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param namespace         in which builds run; empty: the one that the cluster's access names
/// @param image             has bash, git, ssh, buildah and runc; empty: nothing is built in a cluster
/// @param worker            what tells the Jobs of this process from those of others; the same after a restart
/// @param imagePullSecret   a Secret with which nodes pull the image; empty: none
/// @param nodeSelector      labels of the nodes on which builds run, each as `name=value`
/// @param runtimeClass      of pods, such as gvisor or kata; empty: the cluster's own
/// @param seccompProfile    a file on the nodes that allows unshare and mount; empty: unconfined
/// @param userNamespaces    gives pods users of their own; from Kubernetes 1.33 on
/// @param registryPods      labels of the registry's own pods, where it runs in the same cluster
/// @param registryNamespace where those pods are
/// @param registryPort      on which those pods listen
/// @param egress            ranges that builders reach besides the registry and the Git server
/// @param patience          how long a pod may wait for a node
@ConfigurationProperties("slipway.builds.kubernetes")
record KubernetesSettings(
        @DefaultValue("") String namespace,
        @DefaultValue("") String image,
        @DefaultValue("slipway") String worker,
        @DefaultValue("") String imagePullSecret,
        @DefaultValue List<String> nodeSelector,
        @DefaultValue("") String runtimeClass,
        @DefaultValue("") String seccompProfile,
        @DefaultValue("false") boolean userNamespaces,
        @DefaultValue List<String> registryPods,
        @DefaultValue("") String registryNamespace,
        @DefaultValue("5000") int registryPort,
        @DefaultValue List<String> egress,
        @DefaultValue("5m") Duration patience) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._/-]+=[A-Za-z0-9._-]*");
    private static final Pattern RANGE = Pattern.compile("[0-9a-fA-F.:]+/[0-9]{1,3}");

    KubernetesSettings {
        nodeSelector = List.copyOf(nodeSelector);
        registryPods = List.copyOf(registryPods);
        egress = List.copyOf(egress);
        require(NAME.matcher(worker).matches(), "worker", "small letters, digits and dashes, 40 at most");
        require(nodeSelector.stream().allMatch(LABEL.asMatchPredicate()), "node-selector", "labels like disk=fast");
        require(registryPods.stream().allMatch(LABEL.asMatchPredicate()), "registry-pods", "labels like app=slipway");
        require(egress.stream().allMatch(RANGE.asMatchPredicate()), "egress", "ranges like 10.0.0.0/8 or fd00::/8");
        require(patience.isPositive(), "patience", "more than nothing");
        require(registryPort >= 1 && registryPort <= 65_535, "registry-port", "between 1 and 65535");
        require(
                registryPods.isEmpty() || !registryNamespace.isEmpty(),
                "registry-namespace",
                "set together with registry-pods");
    }

    Map<String, String> nodeLabels() {
        return labels(nodeSelector);
    }

    Map<String, String> registryLabels() {
        return labels(registryPods);
    }

    private static Map<String, String> labels(List<String> labels) {
        return labels.stream()
                .map(label -> label.split("=", 2))
                .collect(Collectors.toMap(label -> label[0], label -> label[1], (_, last) -> last));
    }

    private static void require(boolean right, String name, String wanted) {
        if (!right) {
            throw new StartFailure("slipway.builds.kubernetes." + name + " has to be " + wanted);
        }
    }
}
