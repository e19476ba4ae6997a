package io.slipway.builds.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/// The way to the cluster: the service account of this pod, or a kubeconfig. Made when a builder image is set.
@Configuration(proxyBeanMethods = false)
class KubernetesConfiguration {

    @Bean(destroyMethod = "close")
    @Lazy
    KubernetesClient kubernetesClient() {
        return new KubernetesClientBuilder().build();
    }
}
