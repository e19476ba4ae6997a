package io.slipway.storage;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    BlobStore blobStore(StorageSettings settings) {
        return switch (settings.type()) {
            case DISK -> DiskBlobStore.open(settings.disk());
            case S3 ->
                throw new StorageException(
                        "slipway.storage.type=s3 is not available in this version yet: leave it at disk");
        };
    }
}
