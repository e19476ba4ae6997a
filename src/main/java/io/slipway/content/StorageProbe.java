package io.slipway.content;

import io.slipway.storage.BlobStore;
import io.slipway.storage.Stores;
import io.slipway.work.Probe;
import org.springframework.stereotype.Component;

@Component
class StorageProbe implements Probe {

    private final Stores stores;

    StorageProbe(Stores stores) {
        this.stores = stores;
    }

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public void check() {
        stores.all().forEach(BlobStore::check);
    }
}
