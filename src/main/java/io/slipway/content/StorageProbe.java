package io.slipway.content;

import io.slipway.storage.BlobStore;
import io.slipway.work.Probe;
import org.springframework.stereotype.Component;

@Component
class StorageProbe implements Probe {

    private final BlobStore store;

    StorageProbe(BlobStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "storage";
    }

    @Override
    public void check() {
        store.check();
    }
}
