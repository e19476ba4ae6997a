package io.slipway.storage;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    /// The disk, unless blobs go elsewhere and there are none, and whatever else is set up.
    @Bean
    Stores stores(StorageSettings settings, ObjectProvider<BlobStore> others) {
        List<BlobStore> all = new ArrayList<>(others.stream().toList());
        if (settings.type() == StorageSettings.Type.DISK || DiskBlobStore.isAt(settings.disk())) {
            all.add(DiskBlobStore.open(settings.disk()));
        }
        BlobStore forNew = all.stream()
                .filter(store -> store.id() == settings.type().store())
                .findFirst()
                .orElseThrow(
                        () -> new StorageException(
                                "slipway.storage.type=s3 needs slipway.storage.s3.bucket: name the bucket that takes the blobs"));
        return new Stores(forNew, all);
    }
}
