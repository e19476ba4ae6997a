package io.slipway.storage;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    @ConditionalOnProperty(name = "slipway.storage.type", havingValue = "disk", matchIfMissing = true)
    BlobStore blobStore(StorageSettings settings) {
        return DiskBlobStore.open(settings.disk());
    }
}
