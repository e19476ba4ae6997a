package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.slipway.builds.worker.Checkout;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a build must keep to itself, in one Secret; each container sees only the files that it needs.
final class KubernetesSecret {

    private static final String SOURCE = "source.";
    private static final String REGISTRY = "registry.";
    private static final String BUILD = "build-";

    /// For the owner and, by the pod's group, for those who build.
    private static final int OWNER_ONLY = 0400;

    private final Map<String, String> files = new TreeMap<>();
    private final List<String> names;
    private final String name;

    /// @param source   for git
    /// @param registry for buildah
    KubernetesSecret(ObjectMeta meta, Map<String, String> source, Map<String, String> registry, Checkout checkout) {
        this.name = meta.getName();
        source.forEach((file, text) -> files.put(SOURCE + file, text));
        registry.forEach((file, text) -> files.put(REGISTRY + file, text));
        // by number: the cluster takes fewer names than a Dockerfile does
        names = checkout.secrets().keySet().stream().sorted().toList();
        for (int i = 0; i < names.size(); i++) {
            files.put(BUILD + (i + 1), checkout.secrets().getOrDefault(names.get(i), ""));
        }
    }

    /// Of the secrets of the Dockerfile, in the order of their files `build-1`, `build-2`, ….
    List<String> names() {
        return names;
    }

    /// @param meta with its owner: it goes when the Job goes
    Secret secret(ObjectMeta meta) {
        return new SecretBuilder()
                .withMetadata(meta)
                .withType("Opaque")
                .withImmutable(true)
                .withStringData(files)
                .build();
    }

    /// What the clone sees.
    Volume source(String volume) {
        return volume(volume, items(SOURCE, SOURCE));
    }

    /// What build and test see.
    Volume build(String volume) {
        return volume(volume, items(BUILD, ""));
    }

    /// What pull and push see.
    Volume registry(String volume) {
        return volume(volume, items(REGISTRY, REGISTRY));
    }

    private Volume volume(String volume, List<KeyToPath> items) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(name)
                .withDefaultMode(OWNER_ONLY)
                .withItems(items)
                .endSecret()
                .build();
    }

    private List<KeyToPath> items(String prefix, String dropped) {
        return files.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> new KeyToPathBuilder()
                        .withKey(key)
                        .withPath(key.substring(dropped.length()))
                        .build())
                .toList();
    }
}
