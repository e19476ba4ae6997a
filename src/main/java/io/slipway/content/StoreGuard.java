package io.slipway.content;

import io.slipway.storage.BlobStore;
import io.slipway.work.StartFailure;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Refuses to start with a store that is not this database's: its blobs would all seem lost.
@Component
class StoreGuard implements SmartInitializingSingleton {

    private final StoreSql sql;
    private final BlobStore store;

    StoreGuard(StoreSql sql, BlobStore store) {
        this.sql = sql;
        this.store = store;
    }

    @Override
    public void afterSingletonsInstantiated() {
        UUID found = store.check().identity();
        UUID known = sql.remember(store.id(), found);
        if (!known.equals(found)) {
            throw new StartFailure("The blob store " + found + " is not the one of this database, which is " + known
                    + ": mount the right volume, or restore database and blobs from the same backup");
        }
    }
}
