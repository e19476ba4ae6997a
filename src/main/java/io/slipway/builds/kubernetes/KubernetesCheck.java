package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.slipway.builds.BuildSettings;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// What is missing for builds in a cluster, in sentences for the administrator.
@Component
class KubernetesCheck {

    static final String NO_REGISTRY = "slipway.builds.registry is not set: the address at which the pods of builds"
            + " reach this registry, such as http://slipway.slipway.svc:5000";

    private static final String NO_IMAGE = "slipway.builds.kubernetes.image is not set: builds run in a cluster only"
            + " with an image that has buildah, runc and git";

    /// What the runner does there; the chart's Role has the same.
    private static final List<ResourceAttributes> NEEDED = List.of(
            needed("create", "batch", "jobs"),
            needed("get", "batch", "jobs"),
            needed("list", "batch", "jobs"),
            needed("patch", "batch", "jobs"),
            needed("delete", "batch", "jobs"),
            needed("create", "", "secrets"),
            needed("create", "networking.k8s.io", "networkpolicies"),
            needed("list", "", "pods"),
            needed("get", "", "pods/log"),
            needed("list", "", "events"));

    private final BuildSettings settings;
    private final KubernetesSettings kubernetes;
    private final KubernetesCluster cluster;

    KubernetesCheck(BuildSettings settings, KubernetesSettings kubernetes, KubernetesCluster cluster) {
        this.settings = settings;
        this.kubernetes = kubernetes;
        this.cluster = cluster;
    }

    List<String> obstacles() {
        if (kubernetes.image().isEmpty()) {
            return List.of(NO_IMAGE);
        }
        List<String> missing = new ArrayList<>();
        if (settings.registry().isEmpty()) {
            missing.add(NO_REGISTRY);
        }
        try {
            missing.addAll(forbidden());
        } catch (KubernetesClientException e) {
            missing.add(sentence(e));
        }
        return missing;
    }

    /// For people: what the cluster answered, or that it did not.
    static String sentence(KubernetesClientException e) {
        String said = e.getStatus() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getStatus().getMessage());
        return switch (e.getCode()) {
            case 0 -> "the cluster's API does not answer: " + said;
            case 401 -> "the cluster does not know Slipway's service account: " + said;
            case 403 -> "the cluster does not allow it: " + said;
            default -> "the cluster refused: " + said;
        };
    }

    private List<String> forbidden() {
        String namespace = cluster.namespace();
        return NEEDED.stream()
                .map(needed -> new ResourceAttributesBuilder(needed)
                        .withNamespace(namespace)
                        .build())
                .filter(needed -> !isAllowed(needed))
                .map(needed -> "the service account may not " + needed.getVerb() + " " + name(needed)
                        + " in the namespace " + namespace)
                .toList();
    }

    private boolean isAllowed(ResourceAttributes needed) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withResourceAttributes(needed)
                .endSpec()
                .build();
        return cluster.client()
                .authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }

    private static String name(ResourceAttributes needed) {
        return needed.getSubresource() == null
                ? needed.getResource()
                : needed.getResource() + "/" + needed.getSubresource();
    }

    private static ResourceAttributes needed(String verb, String group, String resource) {
        int slash = resource.indexOf('/');
        ResourceAttributesBuilder needed =
                new ResourceAttributesBuilder().withVerb(verb).withGroup(group);
        return slash < 0
                ? needed.withResource(resource).build()
                : needed.withResource(resource.substring(0, slash))
                        .withSubresource(resource.substring(slash + 1))
                        .build();
    }
}
