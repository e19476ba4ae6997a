package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.InputStream;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// What is asked of the cluster's API, in the namespace of builds.
@Component
class KubernetesCluster {

    private final ObjectProvider<KubernetesClient> clients;
    private final KubernetesSettings settings;

    KubernetesCluster(ObjectProvider<KubernetesClient> clients, KubernetesSettings settings) {
        this.clients = clients;
        this.settings = settings;
    }

    KubernetesClient client() {
        return clients.getObject();
    }

    String namespace() {
        return settings.namespace().isEmpty()
                ? Optional.ofNullable(client().getNamespace()).orElse("default")
                : settings.namespace();
    }

    /// A suspended Job: nothing of it runs.
    Job create(Job job) {
        return client().batch()
                .v1()
                .jobs()
                .inNamespace(namespace())
                .resource(job)
                .create();
    }

    /// What goes when the Job goes.
    ///
    /// @param resource made of its metadata
    void create(
            Job owner, ObjectMeta meta, Function<ObjectMeta, io.fabric8.kubernetes.api.model.HasMetadata> resource) {
        ObjectMeta owned = new ObjectMetaBuilder(meta)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("batch/v1")
                        .withKind("Job")
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .withController(false)
                        .withBlockOwnerDeletion(true)
                        .build())
                .build();
        client().resource(resource.apply(owned)).inNamespace(namespace()).create();
    }

    /// Lets it run.
    void resume(String name) {
        client().batch().v1().jobs().inNamespace(namespace()).withName(name).edit(job -> {
            job.getSpec().setSuspend(false);
            return job;
        });
    }

    Optional<Job> find(String name) {
        return Optional.ofNullable(client().batch()
                .v1()
                .jobs()
                .inNamespace(namespace())
                .withName(name)
                .get());
    }

    List<Job> list(Map<String, String> labels) {
        return client().batch()
                .v1()
                .jobs()
                .inNamespace(namespace())
                .withLabels(labels)
                .list()
                .getItems();
    }

    Optional<Pod> pod(Map<String, String> labels) {
        return client().pods().inNamespace(namespace()).withLabels(labels).list().getItems().stream()
                .max(Comparator.comparing(
                        pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())));
    }

    /// All that a container says, until it ends. The client's own way lists and watches the pod first, to wait for what
    /// has begun here.
    CompletableFuture<HttpResponse<InputStream>> log(String pod, String container) {
        HttpClient http = client().getHttpClient();
        URI log = URI.create(client().getMasterUrl().toString())
                .resolve("api/v1/namespaces/%s/pods/%s/log?pretty=false&container=%s&follow=true"
                        .formatted(namespace(), pod, container));
        return http.sendAsync(
                http.newHttpRequestBuilder().uri(log).forStreaming().build(), InputStream.class);
    }

    /// Why the cluster could not do for an object what it asks for; the newest.
    Optional<String> warning(String kind, String name) {
        return client().v1().events().inNamespace(namespace()).list().getItems().stream()
                .filter(event -> "Warning".equals(event.getType())
                        && kind.equals(event.getInvolvedObject().getKind())
                        && name.equals(event.getInvolvedObject().getName()))
                .max(Comparator.comparing(event -> String.valueOf(event.getLastTimestamp())))
                .map(Event::getMessage);
    }

    /// The pod goes first, then the Job with all that it owns.
    void delete(String name) {
        client().batch()
                .v1()
                .jobs()
                .inNamespace(namespace())
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
    }
}
