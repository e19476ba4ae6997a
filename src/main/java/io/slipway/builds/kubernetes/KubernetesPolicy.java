package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// What a build's pod reaches: the registry and the Git server, each at its port, and nothing else; nobody reaches it.
/// Name servers only where the administrator opened ranges beyond these two.
@Component
class KubernetesPolicy {

    private static final int NAME_SERVER = 53;

    private final KubernetesSettings settings;

    KubernetesPolicy(KubernetesSettings settings) {
        this.settings = settings;
    }

    NetworkPolicy of(ObjectMeta meta, KubernetesHost registry, KubernetesHost source) {
        List<NetworkPolicyEgressRule> egress = new ArrayList<>();
        egress.add(to(ranges(registry.ranges()), port("TCP", registry.port())));
        egress.add(to(ranges(source.ranges()), port("TCP", source.port())));
        if (!settings.registryPods().isEmpty()) {
            // behind a Service a policy sees the pod's own address and port
            egress.add(to(List.of(pods()), port("TCP", settings.registryPort())));
        }
        if (!settings.egress().isEmpty()) {
            egress.add(to(ranges(settings.egress())));
            egress.add(to(List.of(), port("UDP", NAME_SERVER), port("TCP", NAME_SERVER)));
        }
        return new NetworkPolicyBuilder()
                .withMetadata(meta)
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Map.of(KubernetesNames.BUILD, meta.getLabels().get(KubernetesNames.BUILD)))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withEgress(egress)
                .endSpec()
                .build();
    }

    private NetworkPolicyPeer pods() {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", settings.registryNamespace())
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(settings.registryLabels())
                .endPodSelector()
                .build();
    }

    private static NetworkPolicyEgressRule to(List<NetworkPolicyPeer> peers, NetworkPolicyPort... ports) {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(peers)
                .withPorts(ports)
                .build();
    }

    private static List<NetworkPolicyPeer> ranges(List<String> ranges) {
        return ranges.stream()
                .map(range -> new NetworkPolicyPeerBuilder()
                        .withNewIpBlock()
                        .withCidr(range)
                        .endIpBlock()
                        .build())
                .toList();
    }

    private static NetworkPolicyPort port(String protocol, int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(number))
                .build();
    }
}
